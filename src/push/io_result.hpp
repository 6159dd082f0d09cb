#pragma once

#include <cstddef>
#include <cstdint>

namespace belfry::push {

enum class IoStatus : std::uint8_t {
  done,
  would_block,  ///< an edge of the epoll set will tell when to go on
  end,          ///< the peer will send no more
  failed,       ///< the connection is broken
};

struct ReadResult {
  IoStatus status = IoStatus::done;
  std::size_t bytes = 0;
};

struct WriteResult {
  IoStatus status = IoStatus::done;
  std::size_t frames = 0;  ///< taken whole
  std::size_t bytes = 0;
};

}  // namespace belfry::push

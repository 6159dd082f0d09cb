#pragma once

#include <cstdint>

namespace belfry::cli::bench {

/// What the floor is asked to do, as it stands on the socket between the processes.
struct FloorOrder {
  enum class What : std::uint32_t { send_to_all, send_to_one, tell_cpu };
  What what = What::tell_cpu;
  std::uint32_t number = 0;  ///< messages, or the index of the connection
  std::uint64_t frame_bytes = 0;
};

/// The floor's whole life: accepts until the first order, then carries out orders until their socket closes.
[[noreturn]] void live_as_floor(int listener, int orders);

}  // namespace belfry::cli::bench

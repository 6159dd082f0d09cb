#pragma once

#include "push/io_result.hpp"
#include "push/loop.hpp"
#include "push/send_queue.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace belfry::push {

/// A TLS session on a descriptor, and what a write that could not finish obliges to.
class Tls {
 public:
  explicit Tls(std::unique_ptr<SSL, SslFree> ssl);

  ReadResult read(std::span<char> buffer);
  /// Sends what waits, in records of at most `scratch`. OpenSSL wants an unfinished write repeated with the same bytes.
  WriteResult write(SendQueue& queue, std::span<char> scratch);
  /// Tries to send close_notify.
  void shut_down();
  /// Unsent bytes at the front of the queue that are in a record already.
  std::size_t promised() const { return promised_; }

 private:
  IoStatus explain(int result);

  std::unique_ptr<SSL, SslFree> ssl_;
  std::uint32_t promised_ = 0;
  bool broken_ = false;
};

}  // namespace belfry::push

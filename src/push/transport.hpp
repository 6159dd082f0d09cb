#pragma once

#include "push/io_result.hpp"
#include "push/send_queue.hpp"
#include "push/tls.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace belfry::push {

/// The descriptor of one connection, plain or TLS, and the only place that makes system calls on it.
class Transport {
 public:
  /// Owns `descriptor` from here on.
  Transport(int descriptor, std::unique_ptr<SSL, SslFree> ssl);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  bool is_tls() const { return tls_ != nullptr; }
  int descriptor() const { return descriptor_; }

  ReadResult read(std::span<char> buffer);

  /// One system call for all that waits (some, on TLS); `done` means that all that was offered was taken, though the
  /// queue may hold more. `tls_scratch` is used on TLS only.
  WriteResult write(SendQueue& queue, std::span<char> tls_scratch);

  /// See SendQueue::drop_unbegun.
  std::size_t promised() const { return tls_ ? tls_->promised() : 0; }

  /// Tells the peer that nothing more will come; reading goes on.
  void end_writing();

 private:
  std::unique_ptr<Tls> tls_;
  int descriptor_;
};

}  // namespace belfry::push

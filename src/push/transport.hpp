#pragma once

#include "push/loop.hpp"
#include "push/send_queue.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

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

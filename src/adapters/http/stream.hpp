#pragma once

#include "base/task.hpp"
#include "push/loop.hpp"

#include <openssl/ssl.h>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace belfry::http {

using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

/// A TCP connection, plain or TLS by SSL_set_fd: one type for both, and descriptor and TLS state can be taken out again
/// for the push engine. Reads and writes never block; waiting is a step of its own, so that nobody holds a buffer while
/// waiting. Lives on the socket's shard. It has no timer: whoever owns it calls `cancel` when the time is up.
class Stream {
 public:
  enum class Status : std::uint8_t {
    done,
    wants_read,   ///< wait until readable, then repeat
    wants_write,  ///< wait until writable, then repeat
    end,          ///< the peer will send no more
    failed,
  };
  struct Outcome {
    Status status = Status::done;
    std::size_t bytes = 0;  ///< above zero when done
  };

  /// `tls` null: plain.
  Stream(TcpSocket socket, SSL_CTX* tls);

  bool is_tls() const { return ssl_ != nullptr; }

  /// The TLS handshake; nothing to do on a plain stream. False: failed or cancelled.
  Task<bool> handshake();
  Outcome read(std::span<char> buffer);
  Outcome write(std::string_view data);
  /// For `wants_read` and `wants_write`. False: cancelled or broken.
  Task<bool> wait(Status wanted);
  /// `data` stays valid until this ends. False: cancelled or broken.
  Task<bool> write_all(std::string_view data);

  /// Ends the wait under way and refuses every later one.
  void cancel();
  bool cancelled() const { return cancelled_; }

  /// Tells the peer that nothing more will come; reading goes on.
  void end_writing();

  /// Gives descriptor and TLS state away; the stream is done with. What TLS had already decrypted is appended to
  /// `early`, which becomes the result's `early_bytes`.
  push::Upgraded release(std::string& early);

 private:
  Status explain(int result);

  TcpSocket socket_;
  std::unique_ptr<SSL, push::SslFree> ssl_;
  bool cancelled_ = false;
  bool tls_broken_ = false;
};

}  // namespace belfry::http

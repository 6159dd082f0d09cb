#pragma once

#include "cli/descriptor.hpp"
#include "cli/outcome.hpp"
#include "config/address.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace belfry::cli {

using Deadline = std::chrono::steady_clock::time_point;

/// A descriptor that ends a wait once it is readable.
struct Wake {
  int descriptor = -1;  ///< -1: none
};

/// A TCP stream, with TLS for https: the certificate must be trusted by this machine and name the host. Every wait has
/// a deadline. The program must ignore SIGPIPE. One thread.
class Transport {
 public:
  /// Connects to the first address of the host that answers. The error has a hint.
  static Outcome<Transport> connect(const config::HttpUrl& url, Deadline deadline);

  enum class ReadState : std::uint8_t { data, end, timeout, woken };
  struct Read {
    ReadState state = ReadState::timeout;
    std::size_t bytes = 0;
  };

  Outcome<Read> read(std::span<char> out, Deadline deadline, Wake wake = {});
  /// All of `bytes` before the deadline, or an error.
  Outcome<void> write(std::string_view bytes, Deadline deadline);

 private:
  struct FreeContext {
    void operator()(ssl_ctx_st* context) const;
  };
  struct FreeSsl {
    void operator()(ssl_st* ssl) const;
  };

  explicit Transport(Descriptor socket) : socket_(std::move(socket)) {}

  Outcome<void> start_tls(const config::HttpUrl& url, Deadline deadline);
  Outcome<Read> read_plain(std::span<char> out, Deadline deadline, Wake wake);
  Outcome<Read> read_tls(std::span<char> out, Deadline deadline, Wake wake);
  Outcome<void> write_some(std::string_view& bytes, Deadline deadline);

  Descriptor socket_;
  std::unique_ptr<ssl_ctx_st, FreeContext> context_;
  std::unique_ptr<ssl_st, FreeSsl> ssl_;
};

/// Waits until the socket is ready for `events` of poll(2).
enum class Waited : std::uint8_t { ready, timeout, woken };
Waited wait_for(const Descriptor& socket, short events, Deadline deadline, Wake wake);

}  // namespace belfry::cli

#pragma once

#include "cli/bench/descriptor.hpp"
#include "cli/outcome.hpp"

#include <netinet/in.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::cli::bench {

/// The server under load. On loopback the connections come from 127.0.0.2, 127.0.0.3 .., a new address every 20,000
/// connections: one address has some 28,000 ports, and those of closed connections stay taken for a minute.
class Target {
 public:
  /// `url` is the server's: `http://127.0.0.1:8080`; plain HTTP and a numeric IPv4 host or localhost only.
  static Outcome<Target> parse(std::string_view url);
  static Target loopback(std::uint16_t port);

  /// A non-blocking socket that is connecting.
  Outcome<Descriptor> dial();
  /// The same, connected and blocking.
  Outcome<Descriptor> dial_and_wait();

  const std::string& host() const { return host_; }

 private:
  Outcome<Descriptor> connect(int flags);

  sockaddr_in address_{};
  std::string host_;
  std::uint32_t dialled_ = 0;
};

/// What `errno` says about a socket of ours, for the person who runs the benchmark.
std::string explain_errno(int error, std::string_view host);

}  // namespace belfry::cli::bench

#include "cli/bench/target.hpp"

#include "config/address.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace belfry::cli::bench {
namespace {

constexpr std::uint32_t kConnectionsPerSource = 20'000;
constexpr std::uint32_t kSources = 200;

bool is_loopback(const sockaddr_in& address) { return (ntohl(address.sin_addr.s_addr) >> 24U) == 127; }

void bind_source(int descriptor, std::uint32_t number) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  sockaddr_in source{};
  source.sin_family = AF_INET;
  source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + number / kConnectionsPerSource % kSources);
  // A system without the whole of 127/8 goes on from its own address.
  ::bind(descriptor, reinterpret_cast<const sockaddr*>(&source), sizeof source);
}

}  // namespace

std::string explain_errno(int error, std::string_view host) {
  switch (error) {
    case ECONNREFUSED: return fmt::format("no server answers at {}: start one with `belfry serve`", host);
    case EMFILE: return "this process may open no more sockets: raise `ulimit -n`, or lower --connections";
    case EADDRNOTAVAIL: return "no local port is free: lower --connections, or wait a minute";
    default: return fmt::format("{}: {}", host, std::strerror(error));
  }
}

Outcome<Target> Target::parse(std::string_view url) {
  const auto parts = config::HttpUrl::parse(url);
  if (!parts || parts->scheme != "http") {
    return refuse(fmt::format("--url must be http://address:port, not \"{}\": the load client speaks no TLS", url));
  }
  Target target;
  target.host_ = fmt::format("{}:{}", parts->host, parts->port);
  target.address_.sin_family = AF_INET;
  target.address_.sin_port = htons(parts->port);
  const std::string host = parts->host == "localhost" ? "127.0.0.1" : parts->host;
  if (::inet_pton(AF_INET, host.c_str(), &target.address_.sin_addr) != 1) {
    return refuse(fmt::format("--url needs a numeric IPv4 address, not \"{}\"", parts->host));
  }
  return target;
}

Target Target::loopback(std::uint16_t port) {
  Target target;
  target.host_ = fmt::format("127.0.0.1:{}", port);
  target.address_.sin_family = AF_INET;
  target.address_.sin_port = htons(port);
  target.address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return target;
}

Outcome<Descriptor> Target::connect(int flags) {
  Descriptor descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
  if (!descriptor) {
    return refuse(explain_errno(errno, host_));
  }
  const int on = 1;
  ::setsockopt(descriptor.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (is_loopback(address_)) {
    bind_source(descriptor.get(), dialled_++);
  }
  if (::connect(descriptor.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_) != 0 &&
      errno != EINPROGRESS) {
    return refuse(explain_errno(errno, host_));
  }
  return descriptor;
}

Outcome<Descriptor> Target::dial() { return connect(SOCK_NONBLOCK); }

Outcome<Descriptor> Target::dial_and_wait() { return connect(0); }

}  // namespace belfry::cli::bench

#include "config/address.hpp"

#include "config/value.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>

namespace belfry::config {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  const auto port = parse_integer(text);
  if (!port || *port < 0 || *port > 65535) {
    return std::nullopt;
  }
  return static_cast<std::uint16_t>(*port);
}

bool is_ipv4(const std::string& host) {
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

bool is_ipv6(const std::string& host) {
  in6_addr address{};
  return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool is_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    return is_ipv6(std::string(host.substr(1, host.size() - 2)));
  }
  return !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
                              std::string_view::npos;
}

}  // namespace

std::optional<ListenAddress> ListenAddress::parse(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  const auto port = parse_port(text.substr(colon + 1));
  std::string host(text.substr(0, colon));
  if (host == "localhost") {
    host = "127.0.0.1";
  }
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) {
    host = host.substr(1, host.size() - 2);
  }
  if (!port || !(bracketed ? is_ipv6(host) : is_ipv4(host))) {
    return std::nullopt;
  }
  return ListenAddress{std::move(host), *port};
}

bool ListenAddress::is_loopback() const {
  in_addr address{};
  if (inet_pton(AF_INET, host.c_str(), &address) == 1) {
    return (ntohl(address.s_addr) >> 24) == 127;
  }
  in6_addr address6{};
  return inet_pton(AF_INET6, host.c_str(), &address6) == 1 && IN6_IS_ADDR_LOOPBACK(&address6);
}

std::optional<HttpUrl> HttpUrl::parse(std::string_view text) {
  const std::size_t separator = text.find("://");
  if (separator == std::string_view::npos || text.find_first_of("?#@ \t\r\n") != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view scheme = text.substr(0, separator);
  HttpUrl url;
  if (scheme == "https" || scheme == "wss") {
    url.scheme = "https";
    url.port = 443;
  } else if (scheme == "http" || scheme == "ws") {
    url.scheme = "http";
    url.port = 80;
  } else {
    return std::nullopt;
  }
  const std::string_view rest = text.substr(separator + 3);
  const std::size_t slash = rest.find('/');
  std::string_view authority = rest.substr(0, slash);
  url.path = slash == std::string_view::npos ? "" : rest.substr(slash);
  while (url.path.ends_with('/')) {
    url.path.pop_back();
  }
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    const auto port = parse_port(authority.substr(colon + 1));
    if (!port || *port == 0) {
      return std::nullopt;
    }
    url.port = *port;
    authority = authority.substr(0, colon);
  }
  if (!is_host(authority)) {
    return std::nullopt;
  }
  url.host = authority;
  return url;
}

std::string HttpUrl::str() const {
  const bool own_port = port == (scheme == "https" ? 443 : 80);
  return own_port ? fmt::format("{}://{}{}", scheme, host, path)
                  : fmt::format("{}://{}:{}{}", scheme, host, port, path);
}

}  // namespace belfry::config

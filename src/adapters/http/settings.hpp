#pragma once

#include "push/compression.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace belfry::http {

/// Of one server: one address with its own routes.
struct Settings {
  std::string listen = "127.0.0.1:0";  ///< `address:port`, IPv6 in brackets; port 0: any free one
  std::string tls_certificate;         ///< PEM files, both or neither; with them the server speaks TLS only
  std::string tls_key;
  std::vector<std::string> trusted_proxies;  ///< addresses and CIDR blocks whose X-Forwarded-For is believed

  push::Compression compression = push::Compression::none;  ///< what WebSocket handshakes may agree on

  std::size_t header_limit = 16 * 1024;    ///< bytes of request line and header section; 431
  std::size_t body_limit = 1024 * 1024;    ///< bytes, unless the route has its own; 413
  std::uint32_t max_connections = 10'000;  ///< speaking HTTP at once; open WebSockets are not counted; 503
  int backlog = 4096;

  std::chrono::milliseconds tls_timeout{10'000};  ///< for the TLS handshake
  std::chrono::milliseconds header_timeout{
      10'000};  ///< from a request's first byte to the end of its header, 408; for the first byte
  std::chrono::milliseconds body_timeout{30'000};   ///< for the whole body; 408
  std::chrono::milliseconds idle_timeout{75'000};   ///< between requests
  std::chrono::milliseconds write_timeout{30'000};  ///< for one answer
  std::chrono::milliseconds linger_timeout{2'000};  ///< for the rest of a request that was refused
  std::chrono::milliseconds sweep_interval{500};    ///< how late a timeout may be
};

}  // namespace belfry::http

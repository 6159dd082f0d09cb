#pragma once

#include <cstdint>
#include <string>

namespace belfry::echo {

struct Options {
  std::string listen = "127.0.0.1:0";
  std::string tls_certificate;
  std::string tls_key;
  std::uint32_t threads = 1;
  bool deflate = false;  ///< permessage-deflate for clients that offer it
};

/// Echoes on every path until SIGINT or SIGTERM. Throws what the HTTP server throws at start.
void run(const Options& options);

}  // namespace belfry::echo

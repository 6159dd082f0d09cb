#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::config {

/// `127.0.0.1:8080`, `[::1]:0`, `localhost:8080`: an address of this machine, not a name to look up.
struct ListenAddress {
  std::string host;        ///< numeric, without brackets; `localhost` is 127.0.0.1
  std::uint16_t port = 0;  ///< 0: any free one

  static std::optional<ListenAddress> parse(std::string_view text);

  bool is_loopback() const;
};

/// `http://host:port/path` taken apart; `wss` and `ws` are read as `https` and `http`.
struct HttpUrl {
  std::string scheme;  ///< http or https
  std::string host;    ///< with brackets for IPv6
  std::uint16_t port = 0;
  std::string path;  ///< empty or with a slash in front, without one at the end

  /// Nothing for another scheme, user info, a query or a fragment.
  static std::optional<HttpUrl> parse(std::string_view text);

  /// Without the port where it is the scheme's own.
  std::string str() const;
};

}  // namespace belfry::config

#include "config/address.hpp"
#include "config/validate.hpp"
#include "config/value.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace belfry::config {
namespace {

void check_listen(LoadedConfig& loaded, std::string_view path, const std::string& address) {
  if (!ListenAddress::parse(address)) {
    loaded.problem(path, fmt::format("must be an address and a port like 127.0.0.1:8080 or [::]:8080, not {}",
                                     toml_string(address)));
  }
}

bool is_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  std::array<unsigned char, 16> bytes{};
  const bool v4 = inet_pton(AF_INET, host.c_str(), bytes.data()) == 1;
  if (!v4 && inet_pton(AF_INET6, host.c_str(), bytes.data()) != 1) {
    return false;
  }
  if (slash == std::string_view::npos) {
    return true;
  }
  const auto bits = parse_integer(text.substr(slash + 1));
  return bits && *bits >= 0 && *bits <= (v4 ? 32 : 128);
}

void check_origin(LoadedConfig& loaded, const std::string& origin) {
  const auto url = HttpUrl::parse(origin);
  const bool web = origin.starts_with("http://") || origin.starts_with("https://");
  if (origin != "*" && (!url || !web || !url->path.empty() || origin.ends_with('/'))) {
    loaded.problem("origins.allow",
                   fmt::format("must hold origins like https://app.example.com or \"*\", not {}", toml_string(origin)));
  }
}

void check_backends(LoadedConfig& loaded) {
  const std::string& store = loaded.config.store.url;
  if (store.starts_with("postgresql:") || store.starts_with("postgres:")) {
    loaded.problem("store.url", "names PostgreSQL, which is not supported by this build yet; use sqlite:belfry.db");
  } else if (store != "memory:" && !(store.starts_with("sqlite:") && store.size() > 7)) {
    loaded.problem("store.url", "must be sqlite:<file> or memory:");
  }
  const std::string& broker = loaded.config.broker.url;
  if (broker.starts_with("nats:")) {
    loaded.problem("broker.url", "names NATS, which is not supported by this build yet; use memory:");
  } else if (broker != "memory:") {
    loaded.problem("broker.url", "must be memory:");
  }
}

void check_log(LoadedConfig& loaded) {
  constexpr std::array<std::string_view, 5> kLevels = {"debug", "info", "warning", "error", "off"};
  if (std::ranges::find(kLevels, loaded.config.log.level) == kLevels.end()) {
    loaded.problem("log.level", "must be debug, info, warning, error or off");
  }
  if (loaded.config.log.format != "json" && loaded.config.log.format != "text") {
    loaded.problem("log.format", "must be json or text");
  }
}

}  // namespace

void validate_server(LoadedConfig& loaded) {
  ServerConfig& server = loaded.config.server;
  check_listen(loaded, "server.listen", server.listen);
  if (!server.internal_listen.empty()) {
    check_listen(loaded, "server.internal_listen", server.internal_listen);
  }
  if (const auto url = HttpUrl::parse(server.public_url)) {
    server.public_url = url->str();
  } else {
    loaded.problem("server.public_url",
                   fmt::format("must be a URL like https://push.example.com, not {}", toml_string(server.public_url)));
  }
  if (server.data_dir.empty()) {
    loaded.problem("server.data_dir", "must not be empty");
  }
  for (const std::string& proxy : server.trusted_proxies) {
    if (!is_network(proxy)) {
      loaded.problem("server.trusted_proxies",
                     fmt::format("must hold addresses or networks like 10.0.0.0/8, not {}", toml_string(proxy)));
    }
  }
  if (server.tls_certificate.empty() != server.tls_key.empty()) {
    loaded.problem("server.tls_certificate", "and server.tls_key must be set together");
  }
  for (const std::string& origin : loaded.config.origins.allow) {
    check_origin(loaded, origin);
  }
  check_backends(loaded);
  check_log(loaded);
}

}  // namespace belfry::config

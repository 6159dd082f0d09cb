#include "config/section_of.hpp"

namespace belfry::config {

Section server_section() {
  return single_table<&Config::server>(
      "server", "Where the server listens and keeps its files.",
      {
          {"listen", "Public address: sockets, user routes and the dashboard.", slot<&ServerConfig::listen>},
          {"internal_listen", "When set, service routes, @connections and metrics are served at this address only.",
           slot<&ServerConfig::internal_listen>},
          {"public_url",
           "How clients reach the public address; wss and ws are read as https and http.",
           slot<&ServerConfig::public_url>,
           Secrecy::open,
           {"WEBSOCKET_API_ENDPOINT"}},
          {"data_dir", "Folder of the embedded database and of dev.toml.", slot<&ServerConfig::data_dir>},
          {"trusted_proxies", "Addresses or networks whose X-Forwarded-For is believed.",
           slot<&ServerConfig::trusted_proxies>},
          {"drain_seconds", "Over how long a shutdown spreads the closing of connections.", slot<&ServerConfig::drain>},
          {"tls_certificate", "PEM file with the certificate chain; empty: no TLS.",
           slot<&ServerConfig::tls_certificate>},
          {"tls_key", "PEM file with the private key of tls_certificate.", slot<&ServerConfig::tls_key>},
          {"websocket_enabled",
           "When false, WebSocket handshakes are answered 503 and HTTP stays on.",
           slot<&ServerConfig::websocket_enabled>,
           Secrecy::open,
           {"WEBSOCKET_ENABLED"}},
          {"compression", "Compress messages for clients that offer permessage-deflate: fewer bytes, more CPU.",
           slot<&ServerConfig::compression>},
          {"dashboard", "Serve the web dashboard, where the binary was built with it, at the public address.",
           slot<&ServerConfig::dashboard>},
      });
}

}  // namespace belfry::config

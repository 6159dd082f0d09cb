#include "adapters/http/socket_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace belfry::http {
namespace asio_ip = boost::asio::ip;

asio_ip::tcp::endpoint parse_listen_address(std::string_view text) {
  const auto colon = std::min(text.rfind(':'), text.size());
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(std::min(colon + 1, text.size()));
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  boost::system::error_code bad_host;
  const auto address = asio_ip::make_address(std::string(host), bad_host);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || bad_host) {
    throw std::invalid_argument(
        fmt::format("'{}' is not an address and port, such as 127.0.0.1:8080 or [::1]:8080", text));
  }
  return {address, port};
}

std::string text_of(const asio_ip::tcp::endpoint& endpoint) {
  const std::string host = endpoint.address().to_string();
  return fmt::format(fmt::runtime(endpoint.address().is_v6() ? "[{}]:{}" : "{}:{}"), host, endpoint.port());
}

app::AddressBytes peer_of(const TcpSocket& socket) {
  boost::system::error_code gone;
  const auto address = socket.remote_endpoint(gone).address();
  if (gone) {
    return {};
  }
  return address.is_v6() ? address.to_v6().to_bytes()
                         : asio_ip::make_address_v6(asio_ip::v4_mapped, address.to_v4()).to_bytes();
}

}  // namespace belfry::http

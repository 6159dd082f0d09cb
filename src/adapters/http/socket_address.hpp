#pragma once

#include "adapters/http/stream.hpp"
#include "app/connection_record.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <string_view>

namespace belfry::http {

/// `127.0.0.1:8080`, `[::1]:0`. Throws std::invalid_argument naming what is neither.
boost::asio::ip::tcp::endpoint parse_listen_address(std::string_view text);
std::string text_of(const boost::asio::ip::tcp::endpoint& endpoint);

/// All zero when the peer is gone already.
app::AddressBytes peer_of(const TcpSocket& socket);

}  // namespace belfry::http

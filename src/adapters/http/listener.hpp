#pragma once

#include "adapters/http/server_core.hpp"
#include "base/task.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>

namespace belfry::http {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;

/// Bound and listening, with SO_REUSEADDR. Throws std::runtime_error that names the address.
Acceptor open_acceptor(boost::asio::io_context& context, const std::string& listen, int backlog);

/// Accepts each connection straight onto the least loaded shard, until `ServerCore::close_acceptor` is called. Runs on
/// shard 0.
Task<void> accept_connections(std::shared_ptr<ServerCore> core, runtime::ShardSet& shards, Acceptor acceptor);

}  // namespace belfry::http

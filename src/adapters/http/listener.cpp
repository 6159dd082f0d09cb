#include "adapters/http/listener.hpp"

#include "adapters/http/connection.hpp"
#include "adapters/http/reserve_descriptor.hpp"
#include "adapters/http/socket_address.hpp"
#include "base/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <utility>

namespace belfry::http {
namespace {

using boost::asio::ip::tcp;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr std::chrono::milliseconds kPause{50};
/// Connections over the bound are still read and answered 503, so these need a bound too.
constexpr std::uint32_t kMaxOverLimit = 256;

bool out_of_descriptors(const boost::system::error_code& error) {
  return error.category() == boost::system::system_category() && (error.value() == EMFILE || error.value() == ENFILE);
}

Task<void> pause() {
  Timer timer(co_await boost::asio::this_coro::executor, kPause);
  co_await timer.async_wait(boost::asio::as_tuple(use_task));
}

/// One connection is taken with the spare descriptor, told to come back, and closed after a moment for its request to
/// arrive: closing at once could reset the connection before the answer is read. The pause also keeps this from
/// spinning, because accept(2) fails for want of a descriptor even when nobody is waiting.
Task<void> refuse_one(ServerCore& core, Acceptor& acceptor, ReserveDescriptor& reserve) {
  reserve.release();
  {
    const auto executor = acceptor.get_executor();
    TcpSocket socket(executor);
    boost::system::error_code error;
    acceptor.accept(socket, error);
    if (!error && !core.tls) {
      send_unavailable(socket.native_handle());
    }
    co_await pause();
    if (!error) {
      core.counters.refused.fetch_add(1, std::memory_order_relaxed);
      discard_received(socket.native_handle());
    }
  }
  reserve.take();  // when another thread was quicker, the next round tries again
}

void hand_to(runtime::Shard& shard, Ticket ticket, TcpSocket socket) {
  shard.mailbox().post([ticket = std::move(ticket), socket = std::move(socket)]() mutable {
    runtime::Shard& here = ticket.shard();
    here.spawn(serve_connection(std::move(ticket), std::move(socket)));
  });
}

}  // namespace

Acceptor open_acceptor(boost::asio::io_context& context, const std::string& listen, int backlog) {
  const tcp::endpoint endpoint = parse_listen_address(listen);
  try {
    Acceptor acceptor(context.get_executor());
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(backlog);
    acceptor.non_blocking(true);
    return acceptor;
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(fmt::format("cannot listen on {}: {}", listen, error.code().message()));
  }
}

Task<void> accept_connections(std::shared_ptr<ServerCore> core, runtime::ShardSet& shards, Acceptor acceptor) {
  ReserveDescriptor reserve;
  core->close_acceptor = [&acceptor] {
    boost::system::error_code ignored;  // it is closed either way
    acceptor.close(ignored);
  };
  while (acceptor.is_open()) {
    runtime::Shard& shard = shards.least_loaded();
    const auto executor = shard.context().get_executor();
    auto [error, socket] = co_await acceptor.async_accept(executor, boost::asio::as_tuple(use_task));
    if (out_of_descriptors(error) && acceptor.is_open()) {
      co_await refuse_one(*core, acceptor, reserve);
    } else if (error && error != boost::asio::error::operation_aborted) {
      log::warning("http:accept_failed", {{"error", error.message()}});
      co_await pause();
    } else if (!error) {
      Ticket ticket(core, shard);
      const bool hopeless = core->counters.connections.load() > core->settings.max_connections + kMaxOverLimit;
      if (ticket.over_limit()) {
        core->counters.refused.fetch_add(1, std::memory_order_relaxed);
      }
      if (!hopeless) {
        hand_to(shard, std::move(ticket), std::move(socket));
      }
    }
  }
  core->close_acceptor = nullptr;
}

}  // namespace belfry::http

#include "adapters/http/server.hpp"

#include "adapters/http/listener.hpp"
#include "adapters/http/server_core.hpp"
#include "adapters/http/socket_address.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <utility>

namespace belfry::http {
namespace {

using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// How long connections that were cut off may take to unwind.
constexpr std::chrono::milliseconds kUnwind{500};

Task<void> sweep(std::shared_ptr<ServerCore> core, std::uint32_t shard) {
  Timer timer(co_await boost::asio::this_coro::executor);
  while (core->sweeping.load()) {
    timer.expires_after(core->settings.sweep_interval);
    co_await timer.async_wait(boost::asio::as_tuple(use_task));
    core->sets[shard].cancel_overdue(core->clock.steady_now());
  }
}

}  // namespace

struct Server::Listening {
  Acceptor acceptor;
};

Server::Server(runtime::ShardSet& shards, Settings settings, Router router, const OriginRule& origins,
               const Clock& clock)
    : shards_(shards),
      core_(std::make_shared<ServerCore>(std::move(settings), std::move(router), origins, clock, shards.size())) {
  const Settings& wanted = core_->settings;
  listening_ = std::make_unique<Listening>(open_acceptor(shards[0].context(), wanted.listen, wanted.backlog));
  const auto endpoint = listening_->acceptor.local_endpoint();
  address_ = text_of(endpoint);
  port_ = endpoint.port();
}

Server::~Server() {
  stop_accepting();
  core_->sweeping.store(false);
}

void Server::start() {
  shards_[0].mailbox().post([core = core_, &shards = shards_, acceptor = std::move(listening_->acceptor)]() mutable {
    shards[0].spawn(accept_connections(std::move(core), shards, std::move(acceptor)));
  });
  listening_.reset();
  for (std::uint32_t i = 0; i < shards_.size(); ++i) {
    shards_[i].mailbox().post([core = core_, &shard = shards_[i]] { shard.spawn(sweep(core, shard.index())); });
  }
}

void Server::stop_accepting() {
  listening_.reset();
  shards_[0].mailbox().post([core = core_] {
    if (core->close_acceptor) {
      core->close_acceptor();
    }
  });
}

void Server::drain() {
  core_->draining.store(true);
  for (std::uint32_t i = 0; i < shards_.size(); ++i) {
    shards_[i].mailbox().post([core = core_, i] { core->sets[i].cancel_idle(); });
  }
}

bool Server::wait_until_drained(std::chrono::milliseconds patience) {
  if (core_->wait_until_empty(std::chrono::steady_clock::now() + patience)) {
    return true;
  }
  for (std::uint32_t i = 0; i < shards_.size(); ++i) {
    shards_[i].mailbox().post([core = core_, i] { core->sets[i].cancel_all(); });
  }
  return core_->wait_until_empty(std::chrono::steady_clock::now() + kUnwind);
}

const Counters& Server::counters() const { return core_->counters; }

}  // namespace belfry::http

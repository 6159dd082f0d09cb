#include "echo/echo_program.hpp"

#include "adapters/http/origin_policy.hpp"
#include "adapters/http/reserve_descriptor.hpp"
#include "adapters/http/server.hpp"
#include "echo/echo_socket.hpp"
#include "push/loop.hpp"
#include "runtime/shard.hpp"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace belfry::echo {
namespace {

// Outside suites send messages of 16 MiB, and several before they read.
constexpr push::Settings kEngine{.max_message_bytes = 16 * 1024 * 1024,
                                 .queue_bytes = 64 * 1024 * 1024,
                                 .ping_interval_seconds = 0,
                                 .silence_timeout_seconds = 0,
                                 .close_timeout_seconds = 5};

constexpr std::chrono::milliseconds kPatience{1000};

using Loops = std::vector<std::unique_ptr<push::Loop>>;

class EchoAdoption final : public http::Adoption {
 public:
  EchoAdoption(runtime::Shard& shard, push::Loop& loop) : shard_(shard), loop_(loop) {}
  void accepted(push::Upgraded upgraded) override { EchoSocket::start(shard_, loop_, std::move(upgraded)); }
  void abandoned() override {}

 private:
  runtime::Shard& shard_;
  push::Loop& loop_;
};

class AcceptAll final : public http::UpgradeHandler {
 public:
  AcceptAll(runtime::ShardSet& shards, Loops& loops) : shards_(shards), loops_(loops) {}

  Task<http::UpgradeOutcome> decide(http::Request request, http::UpgradeOffer) override {
    runtime::Shard& shard = shards_[request.shard];
    co_return http::UpgradeAcceptance{std::nullopt, std::make_unique<EchoAdoption>(shard, *loops_[shard.index()])};
  }

 private:
  runtime::ShardSet& shards_;
  Loops& loops_;
};

/// Blocks the signals before any thread starts, so that every thread inherits that and only `wait` sees them.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_{};
};

}  // namespace

void run(const Options& options) {
  const EndSignals signals;
  const SystemClock clock;
  const http::OriginPolicy origins({.allow = {"*"}, .public_url = ""});
  http::raise_descriptor_limit();
  runtime::ShardSet shards(options.threads);
  Loops loops(options.threads);
  AcceptAll handler(shards, loops);
  http::Router router;
  router.add_upgrade("/", handler);
  router.add_upgrade("/{path*}", handler);
  http::Settings settings;
  settings.listen = options.listen;
  settings.tls_certificate = options.tls_certificate;
  settings.tls_key = options.tls_key;
  settings.compression = options.deflate ? push::Compression::deflate : push::Compression::none;
  http::Server server(shards, std::move(settings), std::move(router), origins, clock);
  shards.start();
  for (std::uint32_t i = 0; i < shards.size(); ++i) {
    shards.run_on(i, [&] { loops[i] = std::make_unique<push::Loop>(shards[i].context(), kEngine); });
  }
  server.start();
  fmt::print("listening on {}\n", server.address());
  std::fflush(stdout);
  signals.wait();
  server.stop_accepting();
  server.drain();
  server.wait_until_drained(kPatience);  // no handshake is under way when the loops go
  for (std::uint32_t i = 0; i < shards.size(); ++i) {
    shards.run_on(i, [&] { loops[i].reset(); });
  }
  shards.stop();
}

}  // namespace belfry::echo

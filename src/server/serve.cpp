#include "server/serve.hpp"

#include "adapters/http/reserve_descriptor.hpp"
#include "assets/dashboard.hpp"
#include "base/log.hpp"
#include "server/compose_store.hpp"
#include "server/greeting.hpp"
#include "server/node.hpp"
#include "server/version.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

namespace belfry::server {
namespace {

log::Level level_of(std::string_view name) {
  if (name == "debug") {
    return log::Level::debug;
  }
  if (name == "warning") {
    return log::Level::warning;
  }
  if (name == "error") {
    return log::Level::error;
  }
  return name == "off" ? log::Level::off : log::Level::info;
}

/// Blocks the signals in this thread and, because they inherit the mask, in every thread started later.
sigset_t block_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int wait_for(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  return signal;
}

/// From now on a signal has its default effect: whoever asks twice does not want to wait.
void unblock(const sigset_t& signals) { pthread_sigmask(SIG_UNBLOCK, &signals, nullptr); }

void announce(const Node& node, const config::Config& config) {
  log::info("server:started", {{"address", node.address()},
                               {"internalAddress", node.internal_address()},
                               {"version", version()},
                               {"shards", node.shards()},
                               {"store", config.store.url.substr(0, config.store.url.find(':'))}});
  if (config.dev.enabled) {
    fmt::print("{}", dev_greeting(config, node.address(), assets::dashboard()));
    std::fflush(stdout);
  }
}

}  // namespace

int serve(const config::Config& config) {
  const auto format = config.log.format == "text" ? log::Format::text : log::Format::json;
  log::configure(level_of(config.log.level), format);
  const sigset_t signals = block_signals();
  http::raise_descriptor_limit();
  try {
    Node node(config);
    node.serve();
    announce(node, config);
    const int signal = wait_for(signals);
    log::info("server:stopping", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
    unblock(signals);
    node.drain();
  } catch (const std::exception& error) {
    fmt::print(stderr, "belfry: {}\n", error.what());
    return 1;
  }
  log::info("server:stopped");
  return 0;
}

int migrate(const config::Config& config) {
  const auto report = migrate_store(config);
  if (!report) {
    fmt::print(stderr, "belfry: {}\n", report.error().log_detail);
    return 1;
  }
  fmt::print("{}\n", *report);
  return 0;
}

}  // namespace belfry::server

#include "cli/bench/swarm.hpp"

#include <fmt/format.h>

namespace belfry::cli::bench {
namespace {

constexpr std::chrono::nanoseconds kStep = std::chrono::microseconds(500);
constexpr std::chrono::seconds kStalled(10);

}  // namespace

Swarm::Swarm(Poller& poller, Target& target, const Credentials* credentials, SwarmPlan plan)
    : poller_(poller), target_(target), credentials_(credentials), plan_(std::move(plan)) {
  clients_.reserve(plan_.connections);
}

std::string Swarm::user(std::size_t connection) const {
  return fmt::format("{}{}", plan_.user_prefix, connection % plan_.users);
}

std::string Swarm::request_of(std::size_t connection) const {
  const std::string token = credentials_ == nullptr ? "" : credentials_->token_for(user(connection));
  const std::string path =
      plan_.jobs.empty() ? "/ws?" : fmt::format("/ws/jobs?job_id={}&", plan_.jobs[connection % plan_.jobs.size()]);
  return fmt::format(
      "GET {}token={} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
      "User-Agent: belfry-bench\r\n\r\n",
      path, token, target_.host());
}

bool Swarm::may_open(SteadyTime now) const {
  if (clients_.size() >= plan_.connections) {
    return false;
  }
  if (plan_.rate > 0) {
    const double due = std::chrono::duration<double>(now - began_).count() * plan_.rate;
    return static_cast<double>(clients_.size()) < due;
  }
  return clients_.size() - greeted_ < plan_.at_once;
}

void Swarm::open_next() {
  SocketClient::Owner& owner = *this;
  clients_.push_back(std::make_unique<SocketClient>(poller_, owner, clients_.size()));
  const std::size_t connection = clients_.size() - 1;
  clients_.back()->open(target_, request_of(connection));
}

Outcome<void> Swarm::open() {
  began_ = std::chrono::steady_clock::now();
  SteadyTime progress = began_;
  std::size_t seen = 0;
  while (greeted_ < plan_.connections) {
    const SteadyTime now = std::chrono::steady_clock::now();
    while (loss_.empty() && may_open(now)) {
      open_next();
    }
    if (!loss_.empty()) {
      return refuse(
          fmt::format("{} of {} connections were open when one was lost: {}", greeted_, plan_.connections, loss_));
    }
    poller_.turn(kStep);
    if (greeted_ != seen) {
      seen = greeted_;
      progress = now;
    } else if (now - progress > kStalled) {
      return refuse(fmt::format("{} of {} connections are open and nothing has happened for 10 seconds", greeted_,
                                plan_.connections));
    }
  }
  opening_ = std::chrono::steady_clock::now() - began_;
  return {};
}

void Swarm::on_greeted(SocketClient&, std::chrono::steady_clock::duration took) {
  ++greeted_;
  handshakes_.add(took);
}

void Swarm::on_message(SocketClient&, std::string_view message, SteadyTime at) {
  if (call_) {
    call_(message, at);
  }
}

void Swarm::on_lost(SocketClient&, std::string why) {
  if (loss_.empty()) {
    loss_ = std::move(why);
  }
}

}  // namespace belfry::cli::bench

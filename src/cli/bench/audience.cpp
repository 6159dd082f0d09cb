#include "cli/bench/audience.hpp"

#include "cli/bench/pace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace belfry::cli::bench {
namespace {

constexpr std::chrono::nanoseconds kStep = std::chrono::milliseconds(1);
constexpr std::chrono::seconds kPatience(20);
/// More than this behind the rate: the server does not keep up, and the figures would only say so.
constexpr std::size_t kMostWaiting = 20'000;

}  // namespace

Audience::Audience(Bench& bench, std::string user_prefix)
    : poller_(bench.poller),
      swarm_(poller_, bench.target, &bench.credentials,
             {.connections = bench.options.users, .users = bench.options.users, .user_prefix = std::move(user_prefix)}),
      publisher_(poller_, bench.service, bench.letter()) {
  swarm_.on_message([this](std::string_view message, SteadyTime at) {
    if (const auto sequence = sequence_of(message)) {
      ++arrived_;
      times_.add(at - publisher_.published_at(*sequence));
      frame_bytes_ = message.size() + (message.size() < 126 ? 2 : 4);
    }
  });
}

Outcome<void> Audience::open() {
  if (auto opened = swarm_.open(); !opened) {
    return opened;
  }
  return publisher_.open(kPublishers);
}

Outcome<void> Audience::run(double rate, std::chrono::seconds duration) {
  std::minstd_rand random(20250801);  // the same users in every run
  const auto began = std::chrono::steady_clock::now();
  const std::uint64_t arrived_before = arrived_;
  const Pace pace(rate, began);
  std::uint64_t sent = 0;
  for (auto now = began; now - began < duration; now = std::chrono::steady_clock::now()) {
    for (const std::uint64_t due = pace.due(now); sent < due; ++sent) {
      publisher_.publish(swarm_.user(random() % swarm_.size()), publisher_.published());
    }
    if (publisher_.waiting() > kMostWaiting) {
      return refuse(fmt::format("the server does not keep up with {} a second: lower --rate", rate));
    }
    poller_.turn(std::min(kStep, pace.until(sent, now)));
  }
  if (auto finished = finish(); !finished) {
    return finished;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  achieved_ = static_cast<double>(arrived_ - arrived_before) / took.count();
  return {};
}

Outcome<void> Audience::finish() {
  const bool all = poller_.turn_until(
      [this] { return arrived_ >= publisher_.published() || !publisher_.refusal().empty() || !swarm_.loss().empty(); },
      kPatience);
  if (!publisher_.refusal().empty()) {
    return refuse("a publish was refused: " + publisher_.refusal());
  }
  if (!swarm_.loss().empty()) {
    return refuse("a connection was lost: " + swarm_.loss());
  }
  return all ? Outcome<void>()
             : refuse(fmt::format("{} deliveries are missing after 20 seconds", publisher_.published() - arrived_));
}

}  // namespace belfry::cli::bench

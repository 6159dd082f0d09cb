#include "cli/bench/crowd.hpp"

#include <fmt/format.h>

namespace belfry::cli::bench {
namespace {

constexpr std::chrono::seconds kPatience(20);

}  // namespace

Crowd::Crowd(Poller& poller, Targets targets, const Credentials& credentials, Publisher::Letter letter,
             std::string user, std::size_t connections)
    : poller_(poller),
      swarm_(poller, targets.sockets, &credentials, {.connections = connections, .users = 1, .user_prefix = user}),
      publisher_(poller, targets.service, std::move(letter)),
      user_(swarm_.user(0)) {
  swarm_.on_message([this](std::string_view message, SteadyTime at) {
    if (const auto sequence = sequence_of(message)) {
      ++arrived_;
      times_.add(at - publisher_.published_at(*sequence));
      frame_bytes_ = message.size() + (message.size() < 126 ? 2 : 4);
    }
  });
}

Outcome<void> Crowd::open(std::size_t publishers) {
  if (auto opened = swarm_.open(); !opened) {
    return opened;
  }
  return publisher_.open(publishers);
}

Outcome<void> Crowd::publish(std::size_t messages) {
  const std::uint64_t goal = arrived_ + messages * swarm_.size();
  for (std::size_t i = 0; i < messages; ++i) {
    publisher_.publish(user_, publisher_.published());
  }
  const bool all = poller_.turn_until(
      [&] { return arrived_ >= goal || !publisher_.refusal().empty() || !swarm_.loss().empty(); }, kPatience);
  if (!publisher_.refusal().empty()) {
    return refuse("a publish was refused: " + publisher_.refusal());
  }
  if (!swarm_.loss().empty()) {
    return refuse("a connection was lost: " + swarm_.loss());
  }
  return all ? Outcome<void>()
             : refuse(fmt::format("{} of {} deliveries are missing after 20 seconds", goal - arrived_,
                                  messages * swarm_.size()));
}

FloorCrowd::FloorCrowd(Poller& poller, Floor floor, std::size_t connections)
    : poller_(poller),
      floor_(std::move(floor)),
      swarm_(poller, floor_.target(), nullptr, {.connections = connections, .users = 1, .user_prefix = "floor"}) {
  swarm_.on_message([this](std::string_view, SteadyTime) { ++arrived_; });
}

Outcome<double> FloorCrowd::send(std::size_t messages, std::size_t at_once, std::size_t frame_bytes) {
  const auto before = floor_.cpu_micros();
  if (!before) {
    return before;
  }
  const std::uint64_t began = arrived_;
  for (std::size_t sent = 0; sent < messages; sent += at_once) {
    const std::uint64_t goal = arrived_ + at_once * swarm_.size();
    floor_.send_to_all(static_cast<std::uint32_t>(at_once), frame_bytes);
    if (!poller_.turn_until([&] { return arrived_ >= goal; }, kPatience)) {
      return refuse("the floor's messages do not arrive");
    }
  }
  const auto after = floor_.cpu_micros();
  if (!after) {
    return after;
  }
  return (*after - *before) / static_cast<double>(arrived_ - began);
}

}  // namespace belfry::cli::bench

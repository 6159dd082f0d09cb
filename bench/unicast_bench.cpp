// One event to one of many users, from the broker's event to the kernel: directory, mailbox, hub, dialect and engine,
// against bare send() calls of the same bytes to the same sockets in random order, in interleaved rounds.
//   unicast_bench [users] [events a round] [rounds]
#include "base/log.hpp"
#include "figures.hpp"
#include "shard_under_test.hpp"

#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

using namespace belfry;
using bench::cpu_micros;
using bench::median;
using bench::ShardUnderTest;

constexpr std::size_t kGroup = 64;  // events that arrive together, as a group of the store's writer

class Unicast {
 public:
  explicit Unicast(std::size_t users) : revs_(users, 0), shard_(users, DialectKind::notifications) {}

  /// CPU microseconds a delivery.
  double by_server(std::size_t events) {
    const std::uint64_t before_bytes = shard_.loop().counters().bytes_sent;
    const double before = cpu_micros();
    for (std::size_t i = 0; i < events; ++i) {
      shard_.deliver().on_event(next_event(pick_(random_)));
      if ((i + 1) % kGroup == 0) {
        shard_.run();
      }
    }
    shard_.run();
    const double spent = cpu_micros() - before;
    message_bytes_ = (shard_.loop().counters().bytes_sent - before_bytes) / events;
    return spent / static_cast<double>(events);
  }

  double by_floor(std::size_t events) {
    const std::string bytes(Frame::text(std::string(message_bytes_ - 4, 'x'))->bytes());
    const double before = cpu_micros();
    for (std::size_t i = 0; i < events; ++i) {
      ::send(shard_.connections().descriptors()[pick_(random_)], bytes.data(), bytes.size(),
             MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    return (cpu_micros() - before) / static_cast<double>(events);
  }

  std::uint64_t message_bytes() const { return message_bytes_; }

 private:
  UserEventPtr next_event(std::size_t index) {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(shard_.clock().now());
    notification->type = "new_like";
    notification->title = "Somebody liked your picture";
    notification->created_at = shard_.clock().now();
    UserEvent event{.user = ShardUnderTest::user(index),
                    .change = {},
                    .state = {},
                    .origin = {},
                    .committed_at = shard_.clock().steady_now()};
    event.change.rev = ++revs_[index];
    event.change.notification = std::move(notification);
    event.state = {.rev = event.change.rev, .unread = event.change.rev, .unseen = 0, .epoch = 1, .announcement = 0};
    return std::make_shared<const UserEvent>(std::move(event));
  }

  std::vector<Rev> revs_;
  std::mt19937_64 random_{1};
  std::uniform_int_distribution<std::size_t> pick_{0, revs_.size() - 1};
  ShardUnderTest shard_;
  std::uint64_t message_bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const std::size_t users = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 5'000;
  const std::size_t events = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 21;
  log::configure(log::Level::warning, log::Format::text);

  Unicast unicast(users);
  unicast.by_server(events);  // warms up, and tells the size of a message
  std::vector<double> floor;
  std::vector<double> server;
  std::vector<double> ratio;
  for (int round = 0; round < rounds; ++round) {
    server.push_back(unicast.by_server(events));
    floor.push_back(unicast.by_floor(events));
    ratio.push_back(server.back() / floor.back());
  }
  std::printf("%zu users, %llu bytes a message: floor %.2f us, server %.2f us CPU a delivery, ratio %.3f (%d rounds)\n",
              users, static_cast<unsigned long long>(unicast.message_bytes()), median(floor), median(server),
              median(ratio), rounds);
}

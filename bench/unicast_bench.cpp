// One event to one of many users, from the broker's event to the kernel: directory, mailbox, hub, dialect and engine,
// against bare send() calls of the same bytes to the same sockets in random order, in interleaved rounds.
//   unicast_bench [users] [events a round] [rounds]
#include "adapters/memory/memory_notification_store.hpp"
#include "app/deliver.hpp"
#include "base/log.hpp"
#include "dialects/notifications_dialect.hpp"
#include "drained_connections.hpp"
#include "push/loop.hpp"
#include "runtime/shard.hpp"

#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

using namespace belfry;
using bench::cpu_micros;
using bench::median;

constexpr std::size_t kGroup = 64;  // events that arrive together, as a group of the store's writer

/// The one shard of this program, reached through its mailbox as in the server.
class OneShard final : public ShardDispatcher {
 public:
  explicit OneShard(runtime::Shard& shard) : shard_(shard) {}
  std::uint32_t shard_count() const override { return 1; }
  void post_to(std::uint32_t, std::move_only_function<void()> job) override { shard_.mailbox().post(std::move(job)); }
  bool offer_to(std::uint32_t, std::move_only_function<void()> job) override {
    return shard_.mailbox().offer(std::move(job));
  }

 private:
  runtime::Shard& shard_;
};

class Unicast {
 public:
  explicit Unicast(std::size_t users) : connections_(users), revs_(users, 0) {}

  void connect() {
    for (std::size_t i = 0; i < revs_.size(); ++i) {
      app::Session::Opening opening;
      opening.user = user(i);
      opening.record.key = app::make_key(0, i + 1);
      opening.record.connected_at = clock_.now();
      opening.record.expires_at = clock_.now() + std::chrono::hours(2);
      if (!directory_.reserve(opening.user, opening.record.key)) {
        std::abort();
      }
      hub_.open(std::move(opening), [&](SocketHandler& handler) -> Socket& {
        return loop_.adopt({.descriptor = connections_.descriptors()[i], .tls = nullptr, .early_bytes = {}}, handler);
      });
    }
    run();
  }

  /// CPU microseconds a delivery.
  double by_server(std::size_t events) {
    const std::uint64_t before_bytes = loop_.counters().bytes_sent;
    const double before = cpu_micros();
    for (std::size_t i = 0; i < events; ++i) {
      deliver_.on_event(next_event(pick_(random_)));
      if ((i + 1) % kGroup == 0) {
        run();
      }
    }
    run();
    const double spent = cpu_micros() - before;
    message_bytes_ = (loop_.counters().bytes_sent - before_bytes) / events;
    return spent / static_cast<double>(events);
  }

  double by_floor(std::size_t events) {
    const std::string bytes(Frame::text(std::string(message_bytes_ - 4, 'x'))->bytes());
    const double before = cpu_micros();
    for (std::size_t i = 0; i < events; ++i) {
      ::send(connections_.descriptors()[pick_(random_)], bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    return (cpu_micros() - before) / static_cast<double>(events);
  }

  std::uint64_t message_bytes() const { return message_bytes_; }

 private:
  static UserId user(std::size_t index) { return UserId("user-" + std::to_string(index)); }

  UserEventPtr next_event(std::size_t index) {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock_.now());
    notification->type = "new_like";
    notification->title = "Somebody liked your picture";
    notification->created_at = clock_.now();
    UserEvent event{.user = user(index), .change = {}, .state = {}, .origin = {}, .committed_at = clock_.steady_now()};
    event.change.rev = ++revs_[index];
    event.change.notification = std::move(notification);
    event.state = {.rev = event.change.rev, .unread = event.change.rev, .unseen = 0, .epoch = 1, .announcement = 0};
    return std::make_shared<const UserEvent>(std::move(event));
  }

  void run() {
    do {
      shard_.context().restart();
    } while (shard_.context().poll() > 0);
  }

  bench::DrainedConnections connections_;
  std::vector<Rev> revs_;
  std::mt19937_64 random_{1};
  std::uniform_int_distribution<std::size_t> pick_{0, revs_.size() - 1};
  SystemClock clock_;
  NotificationsDialect dialect_;
  memory::MemoryNotificationStore store_{clock_};
  app::ConnectionDirectory directory_{{.connections = 0, .connections_per_user = 0}};
  app::ShardMetrics metrics_;
  runtime::Shard shard_{0};
  app::ShardServices services_{.scheduler = shard_,
                               .clock = clock_,
                               .store = store_,
                               .directory = directory_,
                               .dialects = {&dialect_, nullptr},  // every connection speaks `notifications`
                               .flusher = loop_,
                               .metrics = metrics_,
                               .load = shard_.load(),
                               .settings = {}};
  app::Hub hub_{services_};
  OneShard one_shard_{shard_};
  app::Deliver deliver_{directory_, one_shard_, {&hub_}};
  push::Loop loop_{shard_.context(), push::Settings{}};  // goes first: it tells the sessions of their end
  std::uint64_t message_bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const std::size_t users = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 5'000;
  const std::size_t events = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 21;
  log::configure(log::Level::warning, log::Format::text);

  Unicast unicast(users);
  unicast.connect();
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

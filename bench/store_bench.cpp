// Durable appends a second at the store port, against the same rows written by a bare SQLite loop; token consumptions a
// second. Every group is on the disk before it is answered, so run it where the data directory will be: files are made,
// and removed, in a directory below the current one.
//
//   store_bench [appends a round]

#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "adapters/sqlite/sqlite_token_store.hpp"
#include "bare_loop.hpp"
#include "figures.hpp"
#include "sqlite_under_test.hpp"

#include <cstdlib>

namespace belfry::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kInFlight = 64;
constexpr int kUsers = 1000;
constexpr int kRounds = 5;

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

struct Store {
  SystemClock clock;
  std::unique_ptr<sqlite::SqliteDatabase> database;
  sqlite::SqliteNotificationStore notifications;
  sqlite::SqliteTokenStore tokens;

  explicit Store(const std::string& path)
      : database(open_store(path, clock)), notifications(*database), tokens(*database) {}
};

Task<void> append_some(Store& store, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    PublishCommand command{make_notification(store.clock.now()), {user_of(i % kUsers)}, std::nullopt};
    must(co_await store.notifications.append(std::move(command)));
  }
}

Task<void> consume_some(Store& store, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    const Instant now = store.clock.now();
    const auto used =
        co_await store.tokens.consume(user_of(i % kUsers), Uuid::v4(), now, now + std::chrono::minutes(1));
    if (!used) {
      throw std::runtime_error("a fresh token was refused");
    }
  }
}

template <class Work>
double in_flight(Store& store, int count, int width, Work work) {
  boost::asio::io_context context(1);
  const auto began = Clock::now();
  for (int i = 0; i < width; ++i) {
    const int each = count / width;
    start(context, work(store, i * each, each));
  }
  context.run();
  return seconds_since(began);
}

void writes(int count) {
  std::vector<double> port, bare, ratio, tokens, group;
  for (int round = 0; round < kRounds; ++round) {
    {
      const Place place("bare");
      bare.push_back(count / BareLoop(place.file(), kUsers).write(count, kInFlight));
    }
    const Place place("port");
    Store store(place.file());
    port.push_back(count / in_flight(store, count, kInFlight, append_some));
    const StoreMetrics& metrics = store.database->metrics();
    group.push_back(static_cast<double>(metrics.commands.value()) / static_cast<double>(metrics.groups.value()));
    tokens.push_back(count / in_flight(store, count, kInFlight, consume_some));
    ratio.push_back(bare.back() / port.back());
  }
  fmt::print("{:<58}{:>12.0f} a second\n", fmt::format("bare SQLite loop, {} appends a commit", kInFlight),
             median(bare));
  fmt::print("{:<58}{:>12.0f} a second\n", fmt::format("store port, {} appends in flight", kInFlight), median(port));
  fmt::print("{:<58}{:>12.2f}\n", "bare / port (target 2 at most)", median(ratio));
  fmt::print("{:<58}{:>12.1f}\n", "mean commands a commit", median(group));
  fmt::print("{:<58}{:>12.0f} a second\n", fmt::format("token consumptions, {} in flight", kInFlight), median(tokens));
}

}  // namespace
}  // namespace belfry::bench

int main(int argc, char** argv) {
  const int appends = argc > 1 ? std::atoi(argv[1]) : 32'000;
  belfry::bench::writes(appends);
  return 0;
}

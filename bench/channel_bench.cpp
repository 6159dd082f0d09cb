// What a send to a channel costs the sender and everybody else: the time until it is answered, the time until the last
// subscriber has it, and the time that a publish to one user takes meanwhile, against the same on a quiet store. Then
// what preferences and subscriptions add to an append. Files are made, and removed, in a directory below the current
// one: run it on the disk of the data directory.
//
//   channel_bench [subscribers] [appends a round]

#include "adapters/sqlite/sqlite_channel_send_store.hpp"
#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "adapters/sqlite/sqlite_preference_store.hpp"
#include "adapters/sqlite/sqlite_subscription_store.hpp"
#include "bare_loop.hpp"
#include "figures.hpp"
#include "sqlite_under_test.hpp"

#include <boost/asio/steady_timer.hpp>

#include <cstdlib>

namespace belfry::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kInFlight = 64;
constexpr int kUsers = 1000;
constexpr int kRounds = 15;
constexpr std::size_t kBatch = 128;             // as app/channel_fan_out.hpp
constexpr std::chrono::milliseconds kPause{2};  // likewise
constexpr std::chrono::milliseconds kEvery{5};  // between two publishes to one user

double millis_since(Clock::time_point began) {
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

struct Store {
  Place place{"channel"};
  SystemClock clock;
  std::unique_ptr<sqlite::SqliteDatabase> database{open_store(place.file(), clock)};
  sqlite::SqliteNotificationStore notifications{*database};
  sqlite::SqlitePreferenceStore preferences{*database};
  sqlite::SqliteSubscriptionStore subscriptions{*database};
  sqlite::SqliteChannelSendStore sends{*database};
};

PublishCommand command(const Store& store, std::vector<UserId> users, std::optional<std::string> channel) {
  auto notification = std::make_shared<Notification>(*make_notification(store.clock.now()));
  notification->channel = std::move(channel);
  PublishCommand made;
  made.notification = std::move(notification);
  made.users = std::move(users);
  return made;
}

Task<void> subscribe_some(Store& store, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    must(co_await store.subscriptions.subscribe(user_of(i), {"news"}));
  }
}

Task<void> pause(boost::asio::io_context& context, std::chrono::milliseconds delay) {
  boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> timer(context.get_executor());
  timer.expires_after(delay);
  co_await timer.async_wait(use_task);
}

Task<void> publish_singly(Store& store, boost::asio::io_context& context, const bool& stop,
                          std::vector<double>& latencies, int at_least) {
  for (int i = 0; !stop || i < at_least; ++i) {
    auto single = command(store, {user_of(i % kUsers)}, std::nullopt);
    const auto began = Clock::now();
    must(co_await store.notifications.append(std::move(single)));
    latencies.push_back(millis_since(began));
    co_await pause(context, kEvery);
  }
}

Task<void> fan_out(Store& store, boost::asio::io_context& context, bool& stop) {
  auto send = command(store, {}, "news");
  const auto began = Clock::now();
  const Published published = must(co_await store.sends.send_to_channel(std::move(send)));
  fmt::print("{:<58}{:>12.2f} ms\n", fmt::format("a send to {} subscribers, answered after", published.accepted),
             millis_since(began));
  FanOutStep step{.users = 0, .more = true};
  while (step.more) {
    step = must(co_await store.sends.fan_out(kBatch));
    co_await pause(context, kPause);
  }
  fmt::print("{:<58}{:>12.0f} ms\n", "the last subscriber has it after", millis_since(began));
  stop = true;
}

void single_publishes_meanwhile(int subscribers) {
  Store store;
  boost::asio::io_context context(1);
  for (int i = 0; i < kInFlight; ++i) {
    start(context, subscribe_some(store, i * (subscribers / kInFlight), subscribers / kInFlight));
  }
  context.run();
  const auto measure = [&](bool with_fan_out) {
    context.restart();
    std::vector<double> latencies;
    bool stop = !with_fan_out;
    start(context, publish_singly(store, context, stop, latencies, 500));
    if (with_fan_out) {
      start(context, fan_out(store, context, stop));
    }
    context.run();
    return latencies;
  };
  const auto quiet = measure(false);
  const auto busy = measure(true);
  for (const auto& [what, q] : {std::pair("p50", 0.5), std::pair("p99", 0.99)}) {
    fmt::print("{:<58}{:>12.2f} ms\n", fmt::format("a publish to one user, {}, quiet", what), quantile(quiet, q));
    fmt::print("{:<58}{:>12.2f} ms\n", fmt::format("a publish to one user, {}, meanwhile", what), quantile(busy, q));
  }
}

enum class Kind : std::uint8_t { plain, with_preferences, with_channel };

Task<void> append_some(Store& store, Kind kind, int first, int count) {
  const auto channel = kind == Kind::with_channel ? std::optional<std::string>("news") : std::nullopt;
  for (int i = first; i < first + count; ++i) {
    auto made = command(store, {user_of(i % kUsers)}, channel);
    must(co_await store.notifications.append(std::move(made)));
  }
}

/// Something said about every kind of every type, and quiet hours at another time of the day.
Task<void> prefer_some(Store& store, int count) {
  for (int i = 0; i < count; ++i) {
    PreferencesPatch patch;
    for (const std::string_view type : kBuiltInTypes) {
      patch.types.emplace(type, PerKind<Patch<bool>>{Patch<bool>(true), Patch<bool>(false), Patch<bool>(true)});
    }
    patch.quiet_hours = QuietHoursPatch{.time_zone = TimeZone::find("Europe/Vienna"),
                                        .periods = std::vector<QuietPeriod>{{.days = 0x7F, .from = 180, .to = 181}}};
    must(co_await store.preferences.patch_preferences(user_of(i), patch, std::nullopt, std::nullopt));
  }
}

double append_cpu(Store& store, Kind kind, int count) {
  boost::asio::io_context context(1);
  const double before = cpu_micros();
  for (int i = 0; i < kInFlight; ++i) {
    start(context, append_some(store, kind, i * (count / kInFlight), count / kInFlight));
  }
  context.run();
  return (cpu_micros() - before) / count;
}

/// Each kind has a store of its own, so that all grow alike, and users who were made in the same order: it decides how
/// many pages a group writes. The differences are those of one round.
void preferences_and_subscriptions(int appends) {
  Store plain, preferring, subscribed;
  boost::asio::io_context context(1);
  for (Store* store : {&plain, &preferring, &subscribed}) {
    start(context, append_some(*store, Kind::plain, 0, kUsers));
  }
  context.run();
  context.restart();
  start(context, prefer_some(preferring, kUsers));
  start(context, prefer_some(subscribed, kUsers));
  start(context, subscribe_some(subscribed, 0, kUsers));
  context.run();
  std::vector<double> bare, preferences, channels;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(append_cpu(plain, Kind::plain, appends));
    preferences.push_back(append_cpu(preferring, Kind::with_preferences, appends) - bare.back());
    channels.push_back(append_cpu(subscribed, Kind::with_channel, appends) - bare.back());
  }
  fmt::print("{:<58}{:>12.2f} us CPU\n", "an append to a user who said nothing", median(bare));
  fmt::print("{:<58}{:>12.2f} us CPU\n", "  with preferences of 14 types and quiet hours: added", median(preferences));
  fmt::print("{:<58}{:>12.2f} us CPU\n", "  with a subscription to check as well: added", median(channels));
}

}  // namespace
}  // namespace belfry::bench

int main(int argc, char** argv) {
  const int subscribers = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const int appends = argc > 2 ? std::atoi(argv[2]) : 9'600;
  belfry::bench::single_publishes_meanwhile(subscribers);
  belfry::bench::preferences_and_subscriptions(appends);
  return 0;
}

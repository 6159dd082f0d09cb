#include "domain/channel_rules.hpp"
#include "domain/decisions.hpp"
#include "domain/notification_types.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>

// What preferences and channel rules add to a publish, for one user: all of it from memory, far below 2 µs.

namespace {

using namespace belfry;

const Instant kNow = from_millis(1'769'342'400'000);  // Sunday, 12:00 UTC

MandatoryTypes mandatory() { return MandatoryTypes({"maintenance_scheduled"}); }

/// Something said about every built-in type.
Preferences with_every_type() {
  Preferences preferences;
  for (const std::string_view type : kBuiltInTypes) {
    preferences.types.emplace(type, TypePreference{true, false, std::nullopt});
  }
  return preferences;
}

/// The periods before the last do not hold, so that all are looked at.
Preferences with_quiet_hours(std::size_t periods) {
  const auto zone = TimeZone::find("Europe/Vienna");
  if (!zone) {
    std::abort();
  }
  Preferences preferences = with_every_type();
  std::vector<QuietPeriod> all(periods - 1, QuietPeriod{.days = 1, .from = 22 * 60, .to = 7 * 60});
  all.push_back({.days = 0x7F, .from = 10 * 60, .to = 18 * 60});
  preferences.quiet_hours = QuietHours{*zone, std::move(all)};
  return preferences;
}

void run(benchmark::State& state, const Preferences* preferences) {
  const MandatoryTypes locked = mandatory();
  for (auto _ : state) {
    benchmark::DoNotOptimize(decide(preferences, "system_announcement", locked, kNow));
  }
}

void decide_nothing_said(benchmark::State& state) { run(state, nullptr); }

void decide_14_types(benchmark::State& state) {
  const Preferences preferences = with_every_type();
  run(state, &preferences);
}

void decide_14_types_and_quiet_hours(benchmark::State& state) {
  const Preferences preferences = with_quiet_hours(static_cast<std::size_t>(state.range(0)));
  if (!preferences.quiet_hours->cover(kNow)) {
    return state.SkipWithError("it is not quiet");
  }
  run(state, &preferences);
}

void check_channel_rules(benchmark::State& state) {
  const ChannelRules rules({{.pattern = "user:{userId}:*", .who = Who::self}, {.pattern = "*", .who = Who::anyone}});
  const UserId user("018f0000-0000-7000-8000-000000000001");
  const ChannelRights rights;
  for (auto _ : state) {
    benchmark::DoNotOptimize(rules.allows("user:018f0000-0000-7000-8000-000000000001:news", user, rights));
  }
}

BENCHMARK(decide_nothing_said);
BENCHMARK(decide_14_types);
BENCHMARK(decide_14_types_and_quiet_hours)->Arg(1)->Arg(7)->Arg(50);
BENCHMARK(check_channel_rules);

}  // namespace

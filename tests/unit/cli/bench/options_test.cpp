#include "cli/bench/options.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace belfry::cli::bench {
namespace {

BenchOptions parsed(std::vector<std::string> arguments) {
  BenchOptions options;
  CLI::App app;
  declare_flags(app, options);
  std::ranges::reverse(arguments);  // as CLI11 wants a vector
  app.parse(arguments);
  return options;
}

TEST(BenchOptions, RunEveryScenarioByDefault) {
  EXPECT_EQ(parsed({}).scenarios, std::vector<Scenario>(kScenarios.begin(), kScenarios.end()));
}

TEST(BenchOptions, RunOnlyTheScenariosThatAreNamed) {
  EXPECT_EQ(parsed({"--scenario", "burst", "--scenario", "connect"}).scenarios,
            (std::vector{Scenario::burst, Scenario::connect}));
}

TEST(BenchOptions, RefuseAScenarioThatIsNone) { EXPECT_THROW(parsed({"--scenario", "storm"}), CLI::ValidationError); }

TEST(BenchOptions, RefuseSizesThatCannotBe) {
  EXPECT_THROW(parsed({"--connections", "0"}), CLI::ValidationError);
  EXPECT_THROW(parsed({"--duration", "0"}), CLI::ValidationError);
  EXPECT_THROW(parsed({"--size", "9000"}), CLI::ValidationError);
}

TEST(BenchOptions, TakeSizes) {
  const BenchOptions options = parsed({"--connections", "19000", "--duration", "7", "--rate", "20000", "--json"});
  EXPECT_EQ(options.connections, 19'000U);
  EXPECT_EQ(options.duration, std::chrono::seconds(7));
  EXPECT_EQ(options.rate, 20'000);
  EXPECT_EQ(options.output, Output::json);
}

TEST(BenchOptions, TakeHowManyJobsAndWatchersThereAre) {
  const BenchOptions options = parsed({"--jobs", "20", "--watchers", "3"});
  EXPECT_EQ(options.jobs, 20U);
  EXPECT_EQ(options.watchers, 3U);
  EXPECT_THROW(parsed({"--watchers", "0"}), CLI::ValidationError);
}

TEST(BenchOptions, TakeTheFirstKeyOfTheConfigurationUnlessOneIsGiven) {
  config::Config config;
  config.service_keys.push_back({.name = "backend", .key = "configured"});
  BenchOptions without;
  complete(without, config);
  EXPECT_EQ(without.key, "configured");
  BenchOptions with;
  with.key = "given";
  complete(with, config);
  EXPECT_EQ(with.key, "given");
}

TEST(BenchOptions, SignWithTheFirstIssuerThatHasASecret) {
  config::Config config;
  config.jwt.resize(2);
  config.jwt[1].issuer = "ours";
  config.jwt[1].hs256_secret = "secret";
  BenchOptions options;
  complete(options, config);
  ASSERT_TRUE(options.issuer.has_value());
  EXPECT_EQ(options.issuer->issuer, "ours");
}

TEST(Scenarios, HaveNamesThatLeadBack) {
  for (const Scenario scenario : kScenarios) {
    EXPECT_EQ(parse_scenario(name_of(scenario)), scenario);
  }
}

}  // namespace
}  // namespace belfry::cli::bench

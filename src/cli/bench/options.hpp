#pragma once

#include "adapters/auth/jwt_issuer_settings.hpp"
#include "config/config.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace belfry::cli::bench {

enum class Scenario : std::uint8_t { connect, fanout, burst, unicast, latency, mixed, publish, jobs, watched };

inline constexpr std::array kScenarios{Scenario::connect, Scenario::fanout,  Scenario::burst,
                                       Scenario::unicast, Scenario::latency, Scenario::mixed,
                                       Scenario::publish, Scenario::jobs,    Scenario::watched};

std::string_view name_of(Scenario scenario);
std::optional<Scenario> parse_scenario(std::string_view name);

enum class Output : std::uint8_t { table, json };
enum class WithFloor : std::uint8_t { yes, no };

/// What `belfry bench` was asked for. The defaults end within about a minute.
struct BenchOptions {
  std::string url;          ///< where the sockets are opened; empty: as configured
  std::string service_url;  ///< where it is published and /metrics is; empty: as configured, else `url`
  std::string key;          ///< a service key with the scopes publish and jobs; empty: the first configured one
  std::size_t connections = 10'000;
  std::size_t users = 1'000;  ///< that single notifications go to
  double rate = 5'000;        ///< notifications a second in `unicast`, reports a second in `jobs`
  std::size_t jobs = 50;      ///< of as many users, in `jobs`
  std::size_t watchers = 1;   ///< of each of them
  std::chrono::seconds duration{5};
  std::size_t size = 200;  ///< characters of a notification's body
  std::size_t rounds = 5;  ///< of `fanout` and `burst`; medians are told
  std::vector<Scenario> scenarios{kScenarios.begin(), kScenarios.end()};
  Output output = Output::table;
  WithFloor floor = WithFloor::yes;

  // From the configuration only: they sign what opens the connections.
  std::string token_secret;
  std::optional<auth::JwtIssuerSettings> issuer;
};

/// Declares the flags of the subcommand on `app`; parsing fills `options`.
void declare_flags(CLI::App& app, BenchOptions& options);

/// Fills in what comes from the configuration: the key, where no flag gave one, and what signs.
void complete(BenchOptions& options, const config::Config& config);

}  // namespace belfry::cli::bench

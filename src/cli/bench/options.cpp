#include "cli/bench/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

namespace belfry::cli::bench {
namespace {

constexpr std::size_t kMostConnections = 1'000'000;
constexpr std::size_t kMostJobs = 10'000;
constexpr std::size_t kMostCharacters = 8'000;

std::vector<std::string> scenario_names() {
  std::vector<std::string> names;
  for (const Scenario scenario : kScenarios) {
    names.emplace_back(name_of(scenario));
  }
  return names;
}

std::optional<auth::JwtIssuerSettings> issuer_of(const config::Config& config) {
  const auto ours = std::ranges::find_if(config.jwt, [](const auto& jwt) { return !jwt.hs256_secret.empty(); });
  if (ours == config.jwt.end()) {
    return std::nullopt;
  }
  auth::JwtIssuerSettings issuer;
  issuer.issuer = ours->issuer;
  issuer.audience = ours->audience;
  issuer.hs256_secret = ours->hs256_secret;
  issuer.user_claim = ours->user_claim;
  issuer.scope_claim = ours->scope_claim;
  return issuer;
}

}  // namespace

std::string_view name_of(Scenario scenario) {
  switch (scenario) {
    case Scenario::connect: return "connect";
    case Scenario::fanout: return "fanout";
    case Scenario::burst: return "burst";
    case Scenario::unicast: return "unicast";
    case Scenario::latency: return "latency";
    case Scenario::mixed: return "mixed";
    case Scenario::publish: return "publish";
    case Scenario::jobs: return "jobs";
    case Scenario::watched: return "watched";
  }
  std::unreachable();
}

std::optional<Scenario> parse_scenario(std::string_view name) {
  const auto found = std::ranges::find(kScenarios, name, name_of);
  return found == kScenarios.end() ? std::nullopt : std::optional(*found);
}

void declare_flags(CLI::App& app, BenchOptions& options) {
  app.add_option("--url", options.url, "The server, http://address:port; else the configured listen address");
  app.add_option("--key", options.key, "A service key that may publish and report jobs; else the first configured one");
  app.add_option("--connections", options.connections, "Connections in connect, fanout, burst and mixed")
      ->check(CLI::Range(std::size_t{1}, kMostConnections))
      ->capture_default_str();
  app.add_option("--users", options.users, "Users with one connection each in unicast, latency and mixed")
      ->check(CLI::Range(std::size_t{1}, kMostConnections))
      ->capture_default_str();
  app.add_option("--rate", options.rate, "Notifications a second in unicast, where latency has 1,000; reports in jobs")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  app.add_option("--jobs", options.jobs, "Jobs of as many users in jobs")
      ->check(CLI::Range(std::size_t{1}, kMostJobs))
      ->capture_default_str();
  app.add_option("--watchers", options.watchers, "Connections that follow each of them; watched has 100")
      ->check(CLI::Range(std::size_t{1}, kMostJobs))
      ->capture_default_str();
  app.add_option_function<int>(
         "--duration", [&options](int seconds) { options.duration = std::chrono::seconds(seconds); },
         "Seconds of unicast, latency, mixed, publish, jobs and each half of watched [5]")
      ->check(CLI::Range(1, 3600));
  app.add_option("--size", options.size, "Characters of a notification's body")
      ->check(CLI::Range(std::size_t{1}, kMostCharacters))
      ->capture_default_str();
  app.add_option("--rounds", options.rounds, "Rounds of fanout and burst; medians are printed")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option_function<std::vector<std::string>>(
         "--scenario",
         [&options](const std::vector<std::string>& names) {
           options.scenarios.clear();
           for (const std::string& name : names) {
             options.scenarios.push_back(*parse_scenario(name));
           }
         },
         "Only this one; may be repeated")
      ->check(CLI::IsMember(scenario_names()));
  app.add_flag_callback(
      "--no-floor", [&options] { options.floor = WithFloor::no; }, "Without the comparison with bare send() calls");
  app.add_flag_callback("--json", [&options] { options.output = Output::json; }, "Print the results as JSON");
}

void complete(BenchOptions& options, const config::Config& config) {
  if (options.key.empty() && !config.service_keys.empty()) {
    options.key = config.service_keys.front().key;
  }
  options.token_secret = config.connection_tokens.secret;
  options.issuer = issuer_of(config);
}

}  // namespace belfry::cli::bench

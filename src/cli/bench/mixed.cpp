#include "cli/bench/audience.hpp"
#include "cli/bench/crowd.hpp"
#include "cli/bench/scenario.hpp"

#include <fmt/format.h>

#include <atomic>
#include <string>
#include <thread>

namespace belfry::cli::bench {
namespace {

constexpr double kSingleRate = 200;

/// One fan-out after the other to a crowd, on a thread of its own: its reading must not delay the other listeners.
class BusyCrowd {
 public:
  explicit BusyCrowd(Bench& bench)
      : target_(bench.target),
        service_(bench.service),
        crowd_(poller_, {target_, service_}, bench.credentials, bench.letter(), bench.user_prefix("mixed-crowd"),
               bench.options.connections) {}
  ~BusyCrowd() { stop(); }

  Outcome<void> open() { return crowd_.open(1); }

  void start() {
    thread_ = std::thread([this] {
      while (!stopping_.load(std::memory_order_relaxed)) {
        if (const auto done = crowd_.publish(1); !done) {
          failure_ = done.error();
          return;
        }
        ++rounds_;
      }
    });
  }

  Outcome<void> stop() {
    stopping_.store(true, std::memory_order_relaxed);
    if (thread_.joinable()) {
      thread_.join();
    }
    return failure_.empty() ? Outcome<void>() : refuse(failure_);
  }

  /// Fan-outs that arrived everywhere; after `stop`.
  std::size_t rounds() const { return rounds_; }

 private:
  Poller poller_;
  Target target_;
  Target service_;
  Crowd crowd_;
  std::atomic<bool> stopping_ = false;
  std::string failure_;
  std::size_t rounds_ = 0;
  std::thread thread_;
};

}  // namespace

Outcome<void> run_mixed(Bench& bench) {
  bench.progress.say("mixed: connecting");
  BusyCrowd crowd(bench);
  if (auto opened = crowd.open(); !opened) {
    return opened;
  }
  Audience audience(bench, bench.user_prefix("mixed"));
  if (auto opened = audience.open(); !opened) {
    return opened;
  }
  bench.progress.say("mixed");
  crowd.start();
  const auto run = audience.run(kSingleRate, bench.options.duration);
  const auto stopped = crowd.stop();
  if (!run || !stopped) {
    return refuse(run ? stopped.error() : run.error());
  }
  bench.add(Scenario::mixed, fmt::format("fan-outs to {} connections meanwhile", bench.options.connections),
            static_cast<double>(crowd.rounds()) / std::chrono::duration<double>(bench.options.duration).count(), "/s");
  bench.add_times(Scenario::mixed, "single notification, publish to socket", audience.times(), {}, "< 5");
  return {};
}

}  // namespace belfry::cli::bench

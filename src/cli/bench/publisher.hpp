#pragma once

#include "cli/bench/http_link.hpp"
#include "cli/bench/poller.hpp"
#include "cli/bench/samples.hpp"
#include "cli/bench/target.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::cli::bench {

/// Publishes over keep-alive HTTP connections, one request at a time on each. What finds no free connection waits here,
/// so that a slow server shows as latency. One thread.
class Publisher final : private HttpLink::Owner {
 public:
  /// What all requests have in common.
  struct Letter {
    std::string key;
    std::size_t size = 200;  ///< characters of the body
  };

  Publisher(Poller& poller, Target& target, Letter letter);
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  /// Opens the connections.
  Outcome<void> open(std::size_t connections);

  /// Publishes to `user` the notification that carries this sequence number; numbers count from 0 without a hole.
  void publish(std::string_view user, std::uint64_t sequence);

  /// When `publish` was called for it.
  SteadyTime published_at(std::uint64_t sequence) const { return published_at_[sequence]; }
  std::uint64_t published() const { return published_at_.size(); }
  std::uint64_t accepted() const { return accepted_; }
  std::size_t waiting() const { return waiting_.size(); }
  /// Milliseconds from `publish` to the answer.
  const Samples& answers() const { return answers_; }
  /// Why the first refused one was; empty when none was.
  const std::string& refusal() const { return refusal_; }

 private:
  void on_answer(HttpLink& link, const HttpAnswer& answer) override;
  void on_failed(HttpLink& link, std::string why) override;

  Poller& poller_;
  Target& target_;
  Letter letter_;
  std::vector<std::unique_ptr<HttpLink>> links_;
  std::vector<HttpLink*> free_;
  std::deque<std::pair<std::string, std::uint64_t>> waiting_;  ///< requests
  std::vector<SteadyTime> published_at_;
  std::uint64_t accepted_ = 0;
  Samples answers_;
  std::string refusal_;
};

/// One request; kept apart so that all look the same.
std::string publish_request(std::string_view host, const Publisher::Letter& letter, std::string_view user,
                            std::uint64_t sequence);

}  // namespace belfry::cli::bench

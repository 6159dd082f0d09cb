#pragma once

#include "app/gather.hpp"
#include "base/result.hpp"
#include "ports/scheduler.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace belfry::app {

/// Those who wait to hear that a job was cancelled (product 4.3): each is answered once, in time. Shard-local.
class CancelWaiters {
 public:
  static constexpr std::size_t kMax = 64;  ///< of one job; its worker is one

  using Answer = Reply<Result<bool>>;

  /// Answers false after `wait`, or before that as `answer_all` says; `overloaded` at once when too many wait.
  void add(Scheduler& scheduler, std::chrono::milliseconds wait, Answer answer);

  void answer_all(bool cancelled);
  bool empty() const { return waiting_->empty(); }

 private:
  struct Waiter {
    Answer answer;
  };
  using Waiting = std::vector<std::shared_ptr<Waiter>>;

  // Shared with the timers, which may come when the job is forgotten.
  std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

}  // namespace belfry::app

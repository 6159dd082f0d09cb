#pragma once

#include "base/result.hpp"
#include "base/task.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

namespace belfry::app {

/// Lets coroutines of one shard work on something one after the other, in the order in which they came. What it
/// belongs to is kept alive by whoever waits or has the turn.
class Turns {
 public:
  /// Passes the turn on when it ends.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(&turns) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_ != nullptr) {
        turns_->pass_on();
      }
    }

   private:
    Turns* turns_;
  };

  explicit Turns(std::size_t max_waiting) : max_waiting_(max_waiting) {}

  /// `overloaded` when too many wait already.
  Task<Result<Turn>> take();

  bool busy() const { return busy_; }

  /// Destroys those who wait, which never get their turn: the shard has stopped.
  void abandon();

 private:
  Task<void> wait();
  void pass_on();

  const std::size_t max_waiting_;
  bool busy_ = false;
  std::deque<std::move_only_function<void()>> waiting_;
};

}  // namespace belfry::app

#pragma once

#include "base/thread_annotations.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace belfry::runtime {

/// How another thread says something to a shard: two vectors swapped under a short lock, one wake when it turns
/// non-empty. Letters run on the shard's thread in the order they were posted, at most `kLettersPerTurn` before other
/// events of the shard get their turn. `post` and `offer` from any thread; made and destroyed while the shard's thread
/// is not running.
class Mailbox {
 public:
  using Letter = std::move_only_function<void()>;

  explicit Mailbox(boost::asio::io_context& context) : context_(context) {}

  /// Letters that wait at most when they come by `offer`.
  static constexpr std::size_t kLimit = 131'072;

  /// For what must arrive and is rare.
  void post(Letter letter) { put(std::move(letter), std::numeric_limits<std::size_t>::max()); }

  /// False, and the letter is dropped, when the mailbox is full.
  bool offer(Letter letter) { return put(std::move(letter), kLimit); }

 private:
  static constexpr std::size_t kLettersPerTurn = 256;

  bool put(Letter letter, std::size_t limit) {
    bool first = false;
    {
      const MutexLock lock(mutex_);
      if (incoming_.size() >= limit) {
        return false;
      }
      incoming_.push_back(std::move(letter));
      first = !std::exchange(scheduled_, true);
    }
    if (first) {
      schedule();
    }
    return true;
  }

  void schedule() {
    boost::asio::post(context_, [this] { drain(); });
  }

  void drain() {
    if (next_ == current_.size()) {
      current_.clear();
      next_ = 0;
      const MutexLock lock(mutex_);
      current_.swap(incoming_);
    }
    for (std::size_t i = 0; i < kLettersPerTurn && next_ < current_.size(); ++i) {
      Letter letter = std::move(current_[next_++]);
      letter();
    }
    if (next_ < current_.size()) {
      return schedule();
    }
    const MutexLock lock(mutex_);
    scheduled_ = !incoming_.empty();
    if (scheduled_) {
      schedule();
    }
  }

  boost::asio::io_context& context_;
  Mutex mutex_;
  std::vector<Letter> incoming_ BELFRY_GUARDED_BY(mutex_);
  bool scheduled_ BELFRY_GUARDED_BY(mutex_) = false;
  std::vector<Letter> current_;  // shard's thread only
  std::size_t next_ = 0;         // shard's thread only
};

}  // namespace belfry::runtime

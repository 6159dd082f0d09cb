#pragma once

#include "base/thread_annotations.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace belfry::runtime {

/// How another thread says something to a shard: two vectors swapped under a short lock, one wake when it turns
/// non-empty. Letters run on the shard's thread in the order they were posted, at most `kLettersPerTurn` before other
/// events of the shard get their turn. `post` from any thread; made and destroyed while the shard's thread is not running.
class Mailbox {
 public:
  using Letter = std::move_only_function<void()>;

  explicit Mailbox(boost::asio::io_context& context) : context_(context) {}

  void post(Letter letter) {
    bool first = false;
    {
      const MutexLock lock(mutex_);
      incoming_.push_back(std::move(letter));
      first = !std::exchange(scheduled_, true);
    }
    if (first) {
      schedule();
    }
  }

 private:
  static constexpr std::size_t kLettersPerTurn = 256;

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

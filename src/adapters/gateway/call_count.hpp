#pragma once

#include "base/thread_annotations.hpp"

#include <chrono>
#include <cstddef>

namespace belfry::gateway {

/// How many calls are under way, for whoever wants to wait until there are none. Any thread.
class CallCount {
 public:
  /// Counts while it lives.
  class Call {
   public:
    explicit Call(CallCount& count) : count_(count) { count_.add(); }
    ~Call() { count_.subtract(); }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

   private:
    CallCount& count_;
  };

  /// False: some were still under way after the time.
  bool wait_until_none(std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    const MutexLock lock(mutex_);
    while (calls_ > 0) {
      if (none_.wait_until(mutex_, deadline) == std::cv_status::timeout) {
        return calls_ == 0;
      }
    }
    return true;
  }

 private:
  void add() {
    const MutexLock lock(mutex_);
    ++calls_;
  }
  void subtract() {
    const MutexLock lock(mutex_);
    if (--calls_ == 0) {
      none_.notify_all();
    }
  }

  Mutex mutex_;
  ConditionVariable none_;
  std::size_t calls_ BELFRY_GUARDED_BY(mutex_) = 0;
};

}  // namespace belfry::gateway

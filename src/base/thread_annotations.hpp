#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

// Clang's thread safety analysis (-Wthread-safety). libstdc++'s mutex carries no annotations, so it is wrapped once.
#if defined(__clang__)
#define BELFRY_TSA(x) __attribute__((x))
#else
#define BELFRY_TSA(x)
#endif
#define BELFRY_GUARDED_BY(x) BELFRY_TSA(guarded_by(x))
#define BELFRY_REQUIRES(...) BELFRY_TSA(requires_capability(__VA_ARGS__))

namespace belfry {

class BELFRY_TSA(capability("mutex")) Mutex {
 public:
  void lock() BELFRY_TSA(acquire_capability()) { mutex_.lock(); }
  void unlock() BELFRY_TSA(release_capability()) { mutex_.unlock(); }

 private:
  friend class ConditionVariable;
  std::mutex mutex_;
};

class BELFRY_TSA(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) BELFRY_TSA(acquire_capability(mutex)) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() BELFRY_TSA(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

class ConditionVariable {
 public:
  /// The mutex is held before and after. Spurious wake-ups happen: wait in a loop.
  void wait(Mutex& mutex) BELFRY_TSA(requires_capability(mutex)) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    condition_.wait(held);
    held.release();
  }
  /// As `wait`, but no longer than until `deadline`.
  std::cv_status wait_until(Mutex& mutex, std::chrono::steady_clock::time_point deadline)
      BELFRY_TSA(requires_capability(mutex)) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    const std::cv_status status = condition_.wait_until(held, deadline);
    held.release();
    return status;
  }
  void notify_one() { condition_.notify_one(); }
  void notify_all() { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

}  // namespace belfry

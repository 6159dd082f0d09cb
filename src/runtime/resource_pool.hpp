#pragma once

#include "base/thread_annotations.hpp"

#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

namespace belfry::runtime {

/// Things of which a thread needs one at a time, such as database connections: at least as many as there are threads,
/// so nobody ever waits for one. Any thread; outlives its leases.
template <class T>
class ResourcePool {
 public:
  class Lease {
   public:
    Lease(ResourcePool& pool, std::unique_ptr<T> held) : pool_(pool), held_(std::move(held)) {}
    ~Lease() { pool_.add(std::move(held_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    T& operator*() const { return *held_; }
    T* operator->() const { return held_.get(); }

   private:
    ResourcePool& pool_;
    std::unique_ptr<T> held_;
  };

  void add(std::unique_ptr<T> resource) {
    const MutexLock lock(mutex_);
    free_.push_back(std::move(resource));
  }

  Lease take() {
    const MutexLock lock(mutex_);
    if (free_.empty()) {
      std::abort();  // more threads than resources: a broken invariant of whoever made the pool
    }
    std::unique_ptr<T> taken = std::move(free_.back());
    free_.pop_back();
    return Lease(*this, std::move(taken));
  }

 private:
  Mutex mutex_;
  std::vector<std::unique_ptr<T>> free_ BELFRY_GUARDED_BY(mutex_);
};

}  // namespace belfry::runtime

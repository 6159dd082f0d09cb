#pragma once

#include "base/thread_annotations.hpp"

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

namespace belfry::app {

/// The idempotency keys of requests that run now (product 2.3). Any thread.
class InFlightKeys {
 public:
  /// Holds a key until destroyed.
  class Hold {
   public:
    Hold(InFlightKeys& keys, std::string key) : keys_(&keys), key_(std::move(key)) {}
    Hold(Hold&& other) noexcept : keys_(std::exchange(other.keys_, nullptr)), key_(std::move(other.key_)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
      if (keys_ != nullptr) {
        keys_->release(key_);
      }
    }

   private:
    InFlightKeys* keys_;
    std::string key_;
  };

  /// Nothing when a request with this key is running.
  std::optional<Hold> acquire(const std::string& key) {
    const MutexLock lock(mutex_);
    if (!keys_.insert(key).second) {
      return std::nullopt;
    }
    return Hold(*this, key);
  }

 private:
  void release(const std::string& key) {
    const MutexLock lock(mutex_);
    keys_.erase(key);
  }

  Mutex mutex_;
  std::unordered_set<std::string> keys_ BELFRY_GUARDED_BY(mutex_);
};

}  // namespace belfry::app

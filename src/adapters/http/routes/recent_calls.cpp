#include "adapters/http/routes/recent_calls.hpp"

#include <utility>

namespace belfry::http {

void RecentCalls::age(Time now) {
  if (!young_since_) {
    young_since_ = now;
  }
  if (now - *young_since_ < kMemory && young_.size() < kCapacity) {
    return;
  }
  // After two whole spans without a call nothing of before counts either.
  const bool long_ago = now - *young_since_ >= 2 * kMemory;
  old_ = std::exchange(young_, Calls());
  if (long_ago) {
    old_.clear();
  }
  young_since_ = now;
}

bool RecentCalls::begin(const Call& call, Time now) {
  const MutexLock lock(mutex_);
  age(now);
  return !old_.contains(call) && young_.insert(call).second;
}

void RecentCalls::forget(const Call& call) {
  const MutexLock lock(mutex_);
  young_.erase(call);
  old_.erase(call);
}

}  // namespace belfry::http

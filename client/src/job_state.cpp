#include "job_state.hpp"

#include <utility>

namespace belfry::client {

void JobState::started(std::string id) {
  if (id.empty()) {
    end();
  }
  {
    const std::lock_guard lock(mutex_);
    id_ = std::move(id);
    is_answered_ = true;
  }
  answered_.notify_all();
}

std::string JobState::id() const {
  const std::lock_guard lock(mutex_);
  return id_;
}

bool JobState::wait_for_id(milliseconds longest) const {
  std::unique_lock lock(mutex_);
  return answered_.wait_for(lock, longest, [this] { return is_answered_; });
}

}  // namespace belfry::client

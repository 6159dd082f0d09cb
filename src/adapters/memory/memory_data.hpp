#pragma once

#include "adapters/memory/memory_model.hpp"
#include "base/thread_annotations.hpp"

#include <vector>

namespace belfry::memory {

/// The data of one server in memory with its lock and its one order of commits, shared by the stores around it; it
/// outlives them. Callable from any thread; answers come at once, in the caller's own turn. A write calls the listener
/// before it returns, so a listener must not write.
class MemoryData {
 public:
  using Events = std::vector<CommittedEvent>;

  explicit MemoryData(const Clock& clock, StorePolicy policy = {}) : model_(clock, std::move(policy)) {}

  /// Before the first write; `listener` outlives the data.
  void set_listener(CommitListener& listener) { listener_ = &listener; }

  template <class Query>
  auto read(Query query) {
    const MutexLock lock(data_);
    return query(model_);
  }

  /// `command` is given the model and the list of events; it fails before it changes anything.
  template <class Command>
  auto write(Command command) {
    const MutexLock order(commit_order_);
    Events events;
    auto answer = apply(command, events);
    if (listener_ != nullptr && !events.empty()) {
      listener_->on_committed(events);
    }
    return answer;
  }

 private:
  template <class Command>
  auto apply(Command& command, Events& events) {
    const MutexLock lock(data_);
    return command(model_, events);
  }

  CommitListener* listener_ = nullptr;
  Mutex commit_order_;  // held over a change and the listener's call; taken before data_
  Mutex data_;
  MemoryModel model_ BELFRY_GUARDED_BY(data_);
};

}  // namespace belfry::memory

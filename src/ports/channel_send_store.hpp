#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>

namespace belfry {

struct FanOutStep {
  std::size_t users = 0;  ///< subscribers dealt with
  bool more = false;      ///< something is left: call again
};

/// Publishing to the subscribers of a channel (product 2.3): one row and its answer, then batches that survive a crash.
/// Callable from any shard.
class ChannelSendStore {
 public:
  virtual ~ChannelSendStore() = default;

  /// The receivers are the subscribers of `notification->channel` at the commit; `users` is empty. Writes one row
  /// however many they are; `accepted` is their number. Idempotency as in `NotificationStore::append`.
  virtual Task<Result<Published>> send_to_channel(PublishCommand command) = 0;

  /// Puts the oldest unfinished send into the inboxes of its next `batch` subscribers, deciding for each by preferences
  /// and keys as `append` does, in one transaction with the position that it reached: whatever happens, each of them
  /// gets it once. Those who unsubscribed meanwhile do not get it, nor those who came after the send.
  virtual Task<Result<FanOutStep>> fan_out(std::size_t batch) = 0;
};

}  // namespace belfry

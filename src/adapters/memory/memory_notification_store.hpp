#pragma once

#include "adapters/memory/memory_inbox.hpp"
#include "base/thread_annotations.hpp"
#include "ports/clock.hpp"
#include "ports/notification_store.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace belfry::memory {

/// Keeps the promises of NotificationStore except durability: for tests and as the reference of the contract suite.
/// Callable from any thread; answers come at once, in the caller's own turn. A write calls the listener before it
/// returns, so a listener must not write to this store.
class MemoryNotificationStore final : public NotificationStore {
 public:
  explicit MemoryNotificationStore(const Clock& clock);

  void set_listener(CommitListener& listener) override { listener_ = &listener; }

  Task<Result<Published>> append(PublishCommand command) override;
  Task<Result<InboxUpdate>> mark_read(UserId user, NotificationId id, std::optional<Origin> origin) override;
  Task<Result<InboxUpdate>> mark_all_read(UserId user, std::optional<UpTo> up_to,
                                          std::optional<Origin> origin) override;
  Task<Result<InboxUpdate>> mark_seen(UserId user, UpTo up_to) override;
  Task<Result<InboxUpdate>> remove(UserId user, NotificationId id) override;
  Task<Result<void>> mark_delivered(std::vector<Delivery> deliveries) override;

  Task<Result<InboxState>> state(UserId user) override;
  Task<Result<std::optional<InboxItem>>> find(UserId user, NotificationId id) override;
  Task<Result<HistoryPage>> history(UserId user, HistoryQuery query) override;
  Task<Result<ChangesPage>> changes(UserId user, Cursor since, std::size_t limit, std::size_t max_behind) override;
  Task<Result<Welcome>> welcome(UserId user, Instant published_after, std::size_t limit) override;
  Task<Result<Swept>> upkeep(UpkeepLimits limits) override;
  Task<Result<void>> check() override;

 private:
  struct UsedKey {
    std::array<std::uint8_t, 32> fingerprint;
    Published answer;
    Instant used_at;
  };
  using Events = std::vector<CommittedEvent>;

  Result<Published> append_now(const PublishCommand& command, Events& events) BELFRY_REQUIRES(data_);
  Result<Swept> sweep_now(const UpkeepLimits& limits, Events& events) BELFRY_REQUIRES(data_);
  MemoryInbox& inbox(const UserId& user) BELFRY_REQUIRES(data_);
  UserEventPtr event_of(const UserId& user, Change change, std::optional<Origin> origin) BELFRY_REQUIRES(data_);

  /// `change` does one thing to the user's inbox; the event goes out when it answers a change.
  template <class Action>
  Result<InboxUpdate> update(const UserId& user, std::optional<Origin> origin, Action change);
  void announce(const Events& events) BELFRY_REQUIRES(commit_order_);

  const Clock& clock_;
  const Epoch epoch_;
  CommitListener* listener_ = nullptr;
  Mutex commit_order_;  // held over a change and the listener's call; taken before data_
  Mutex data_;
  std::unordered_map<UserId, MemoryInbox> inboxes_ BELFRY_GUARDED_BY(data_);
  std::unordered_map<std::string, UsedKey> keys_ BELFRY_GUARDED_BY(data_);
};

}  // namespace belfry::memory

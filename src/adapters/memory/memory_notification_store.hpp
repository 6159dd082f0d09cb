#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/notification_store.hpp"

#include <memory>
#include <vector>

namespace belfry::memory {

/// Keeps the promises of NotificationStore except durability: for tests and as the reference of the contract suite.
/// Threads and the listener: as MemoryData.
class MemoryNotificationStore final : public NotificationStore {
 public:
  explicit MemoryNotificationStore(MemoryData& data) : data_(data) {}
  /// With data of its own, for those who need no other store.
  explicit MemoryNotificationStore(const Clock& clock)
      : own_data_(std::make_unique<MemoryData>(clock)), data_(*own_data_) {}

  void set_listener(CommitListener& listener) override { data_.set_listener(listener); }

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
  /// `change` does one thing to the user's inbox; the event goes out when it answers a change.
  template <class Action>
  Result<InboxUpdate> update(const UserId& user, std::optional<Origin> origin, Action change);

  std::unique_ptr<MemoryData> own_data_;
  MemoryData& data_;
};

}  // namespace belfry::memory

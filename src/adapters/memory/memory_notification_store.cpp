#include "adapters/memory/memory_notification_store.hpp"

#include "adapters/memory/memory_actions.hpp"
#include "adapters/memory/memory_publish.hpp"
#include "adapters/memory/memory_reading.hpp"

namespace belfry::memory {

template <class Action>
Result<InboxUpdate> MemoryNotificationStore::update(const UserId& user, std::optional<Origin> origin, Action change) {
  return data_.write([&](MemoryModel& model, MemoryData::Events& events) -> Result<InboxUpdate> {
    MemoryUser& owner = model.user(user);
    Result<MemoryInbox::MaybeChange> made = change(model, owner);
    if (!made) {
      return fail(std::move(made.error()));
    }
    if (*made) {
      events.emplace_back(model.event(user, std::move(**made), std::move(origin)));
    }
    return InboxUpdate{.state = model.state(owner), .changed = !events.empty()};
  });
}

Task<Result<Published>> MemoryNotificationStore::append(PublishCommand command) {
  co_return data_.write(
      [&](MemoryModel& model, MemoryData::Events& events) { return publish_to_users(model, command, events); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::mark_read(UserId user, NotificationId id,
                                                             std::optional<Origin> origin) {
  co_return update(user, std::move(origin),
                   [&](MemoryModel& model, MemoryUser& owner) { return read_one(model, owner, id); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::mark_all_read(UserId user, std::optional<UpTo> up_to,
                                                                 std::optional<Origin> origin) {
  co_return update(user, std::move(origin),
                   [&](MemoryModel& model, MemoryUser& owner) { return read_all(model, owner, up_to); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::mark_seen(UserId user, UpTo up_to) {
  co_return update(user, std::nullopt, [&](MemoryModel& model, MemoryUser& owner) { return see(model, owner, up_to); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::remove(UserId user, NotificationId id) {
  co_return update(user, std::nullopt,
                   [&](MemoryModel& model, MemoryUser& owner) { return memory::remove(model, owner, id); });
}

Task<Result<void>> MemoryNotificationStore::mark_delivered(std::vector<Delivery> deliveries) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) -> Result<void> {
    for (const Delivery& delivery : deliveries) {
      deliver(model, delivery);
    }
    return {};
  });
}

Task<Result<InboxState>> MemoryNotificationStore::state(UserId user) {
  co_return data_.read([&](MemoryModel& model) { return model.state(model.user(user)); });
}

Task<Result<std::optional<InboxItem>>> MemoryNotificationStore::find(UserId user, NotificationId id) {
  co_return data_.read([&](MemoryModel& model) { return find_item(model, model.user(user), id); });
}

Task<Result<HistoryPage>> MemoryNotificationStore::history(UserId user, HistoryQuery query) {
  co_return data_.read([&](MemoryModel& model) { return read_history(model, model.user(user), query); });
}

Task<Result<ChangesPage>> MemoryNotificationStore::changes(UserId user, Cursor since, std::size_t limit,
                                                           std::size_t max_behind) {
  co_return data_.read(
      [&](MemoryModel& model) { return read_changes(model, model.user(user), since, limit, max_behind); });
}

Task<Result<Welcome>> MemoryNotificationStore::welcome(UserId user, Instant published_after, std::size_t limit) {
  co_return data_.read(
      [&](MemoryModel& model) { return read_welcome(model, model.user(user), published_after, limit); });
}

Task<Result<Swept>> MemoryNotificationStore::upkeep(UpkeepLimits limits) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events& events) { return sweep(model, limits, events); });
}

Task<Result<void>> MemoryNotificationStore::check() { co_return Result<void>{}; }

}  // namespace belfry::memory

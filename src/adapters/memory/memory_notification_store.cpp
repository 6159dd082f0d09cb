#include "adapters/memory/memory_notification_store.hpp"

#include "base/random.hpp"

#include <algorithm>

namespace belfry::memory {

MemoryNotificationStore::MemoryNotificationStore(const Clock& clock)
    : clock_(clock), epoch_(static_cast<Epoch>(random_u64())) {}

MemoryInbox& MemoryNotificationStore::inbox(const UserId& user) {
  return inboxes_.try_emplace(user, epoch_).first->second;
}

UserEventPtr MemoryNotificationStore::event_of(const UserId& user, Change change, std::optional<Origin> origin) {
  return std::make_shared<const UserEvent>(UserEvent{.user = user,
                                                     .change = std::move(change),
                                                     .state = inbox(user).state(),
                                                     .origin = std::move(origin),
                                                     .committed_at = clock_.steady_now()});
}

void MemoryNotificationStore::announce(const Events& events) {
  if (listener_ != nullptr && !events.empty()) {
    listener_->on_committed(events);
  }
}

Result<Published> MemoryNotificationStore::append_now(const PublishCommand& command, Events& events) {
  if (command.idempotency) {
    if (const auto used = keys_.find(command.idempotency->key); used != keys_.end()) {
      if (used->second.fingerprint != command.idempotency->fingerprint) {
        return fail(ErrorCode::idempotency_conflict);
      }
      Published again = used->second.answer;
      again.replayed = true;
      return again;
    }
  }
  const NotificationId id = command.notification->id;
  if (std::ranges::any_of(inboxes_, [&](const auto& entry) { return entry.second.contains(id); })) {
    return fail(Error::logged(ErrorCode::internal_error, "a notification id was used twice"));
  }
  for (const UserId& user : command.users) {
    Change added = inbox(user).add(command.notification, command.leaves_at(), clock_.now());
    events.push_back(event_of(user, std::move(added), command.origin));
  }
  const Published answer{.id = id, .accepted = command.users.size(), .replayed = false};
  if (command.idempotency) {
    keys_[command.idempotency->key] = UsedKey{command.idempotency->fingerprint, answer, clock_.now()};
  }
  return answer;
}

Task<Result<Published>> MemoryNotificationStore::append(PublishCommand command) {
  const MutexLock order(commit_order_);
  Events events;
  Result<Published> published;
  {
    const MutexLock lock(data_);
    published = append_now(command, events);
  }
  announce(events);
  co_return published;
}

template <class Action>
Result<InboxUpdate> MemoryNotificationStore::update(const UserId& user, std::optional<Origin> origin, Action change) {
  const MutexLock order(commit_order_);
  Events events;
  InboxState state;
  {
    const MutexLock lock(data_);
    Result<std::optional<Change>> made = change(inbox(user), clock_.now());
    if (!made) {
      return fail(std::move(made.error()));
    }
    state = inbox(user).state();
    if (*made) {
      events.push_back(event_of(user, std::move(**made), std::move(origin)));
    }
  }
  announce(events);
  return InboxUpdate{.state = state, .changed = !events.empty()};
}

Task<Result<InboxUpdate>> MemoryNotificationStore::mark_read(UserId user, NotificationId id,
                                                             std::optional<Origin> origin) {
  co_return update(user, std::move(origin), [&](MemoryInbox& inbox, Instant now) { return inbox.read(id, now); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::mark_all_read(UserId user, std::optional<UpTo> up_to,
                                                                 std::optional<Origin> origin) {
  co_return update(user, std::move(origin),
                   [&](MemoryInbox& inbox, Instant now) { return inbox.read_all(up_to, now); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::mark_seen(UserId user, UpTo up_to) {
  co_return update(user, std::nullopt, [&](MemoryInbox& inbox, Instant now) { return inbox.seen(up_to, now); });
}

Task<Result<InboxUpdate>> MemoryNotificationStore::remove(UserId user, NotificationId id) {
  co_return update(user, std::nullopt, [&](MemoryInbox& inbox, Instant now) -> Result<MemoryInbox::MaybeChange> {
    auto removed = inbox.remove(id, now);
    if (!removed) {
      return fail(std::move(removed.error()));
    }
    return std::move(*removed);
  });
}

Task<Result<void>> MemoryNotificationStore::mark_delivered(std::vector<Delivery> deliveries) {
  const MutexLock lock(data_);
  for (const Delivery& delivery : deliveries) {
    inbox(delivery.user).deliver(delivery, clock_.now());
  }
  co_return Result<void>{};
}

Task<Result<InboxState>> MemoryNotificationStore::state(UserId user) {
  const MutexLock lock(data_);
  co_return inbox(user).state();
}

Task<Result<std::optional<InboxItem>>> MemoryNotificationStore::find(UserId user, NotificationId id) {
  const MutexLock lock(data_);
  co_return inbox(user).find(id);
}

Task<Result<HistoryPage>> MemoryNotificationStore::history(UserId user, HistoryQuery query) {
  const MutexLock lock(data_);
  co_return inbox(user).history(query);
}

Task<Result<ChangesPage>> MemoryNotificationStore::changes(UserId user, Cursor since, std::size_t limit,
                                                           std::size_t max_behind) {
  const MutexLock lock(data_);
  co_return inbox(user).changes(since, limit, max_behind);
}

Task<Result<Welcome>> MemoryNotificationStore::welcome(UserId user, Instant published_after, std::size_t limit) {
  const MutexLock lock(data_);
  co_return inbox(user).welcome(published_after, limit);
}

Result<Swept> MemoryNotificationStore::sweep_now(const UpkeepLimits& limits, Events& events) {
  for (auto& [user, inbox] : inboxes_) {
    while (events.size() < limits.batch) {
      auto change = inbox.sweep_one(limits);
      if (!change) {
        break;
      }
      events.push_back(event_of(user, std::move(*change), std::nullopt));
    }
    inbox.trim_log(limits.log_floor);
  }
  std::erase_if(keys_, [&](const auto& entry) { return entry.second.used_at < limits.idempotency_floor; });
  return Swept{.items = events.size(), .more = events.size() == limits.batch};
}

Task<Result<Swept>> MemoryNotificationStore::upkeep(UpkeepLimits limits) {
  const MutexLock order(commit_order_);
  Events events;
  Result<Swept> swept;
  {
    const MutexLock lock(data_);
    swept = sweep_now(limits, events);
  }
  announce(events);
  co_return swept;
}

Task<Result<void>> MemoryNotificationStore::check() { co_return Result<void>{}; }

}  // namespace belfry::memory

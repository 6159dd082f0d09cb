#include "adapters/memory/memory_model.hpp"

#include "base/random.hpp"

namespace belfry::memory {

MemoryModel::MemoryModel(const Clock& its_clock, StorePolicy its_policy)
    : clock(its_clock), policy(std::move(its_policy)), epoch(static_cast<Epoch>(random_u64())) {}

MemoryUser& MemoryModel::user(const UserId& id) { return users.try_emplace(id, epoch).first->second; }

bool MemoryModel::wants(const MemoryUser& user, const MemoryBoard::Row& row) const {
  return decide(user.preferences.get(), row.notification->type, policy.mandatory, clock.now()).in_app();
}

bool MemoryModel::shows(const MemoryUser& user, const MemoryBoard::Row& row) const {
  return row.current && wants(user, row) && !user.marks.removed(row.published);
}

const MemoryBoard::Row* MemoryModel::announcement(const MemoryUser& user, NotificationId id) const {
  const MemoryBoard::Row* row = board.find(id);
  return row != nullptr && shows(user, *row) ? row : nullptr;
}

InboxState MemoryModel::state(const MemoryUser& user) const {
  InboxState state = user.inbox.state();
  state.announcement = board.head();
  for (const auto& [published, row] : board.rows()) {
    if (shows(user, row)) {
      state.unread += user.marks.read_at(published) ? 0 : 1;
      state.unseen += published > user.marks.seen.number() ? 1 : 0;
    }
  }
  return state;
}

UserEventPtr MemoryModel::event(const UserId& id, Change change, std::optional<Origin> origin) const {
  return std::make_shared<const UserEvent>(UserEvent{.user = id,
                                                     .change = std::move(change),
                                                     .state = state(users.at(id)),
                                                     .origin = std::move(origin),
                                                     .committed_at = clock.steady_now()});
}

AnnouncementEventPtr MemoryModel::event(Change change, std::optional<Origin> origin) const {
  return std::make_shared<const AnnouncementEvent>(AnnouncementEvent{
      .change = std::move(change), .epoch = epoch, .origin = std::move(origin), .committed_at = clock.steady_now()});
}

Result<std::optional<Published>> MemoryModel::earlier_answer(const std::optional<IdempotencyClaim>& claim) const {
  const auto used = claim ? idempotency_keys.find(claim->key) : idempotency_keys.end();
  if (used == idempotency_keys.end()) {
    return std::nullopt;
  }
  if (used->second.fingerprint != claim->fingerprint) {
    return fail(ErrorCode::idempotency_conflict);
  }
  Published again = used->second.answer;
  again.replayed = true;
  return again;
}

void MemoryModel::keep_answer(const std::optional<IdempotencyClaim>& claim, const Published& answer) {
  if (claim) {
    idempotency_keys[claim->key] = UsedIdempotencyKey{claim->fingerprint, answer, clock.now()};
  }
}

std::vector<UserId> MemoryModel::left_of(const ChannelSend& send) const {
  std::vector<UserId> left;
  for (const auto& [id, user] : users) {
    const auto subscribed = user.channels.find(*send.command.notification->channel);
    const bool counts = subscribed != user.channels.end() && subscribed->second <= send.last;
    if (counts && (!send.reached || id > *send.reached)) {
      left.push_back(id);
    }
  }
  return left;
}

}  // namespace belfry::memory

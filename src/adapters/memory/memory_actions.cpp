#include "adapters/memory/memory_actions.hpp"

#include <algorithm>

namespace belfry::memory {
namespace {

/// The position, at most the heads.
Result<UpTo> clamp(const MemoryModel& model, const MemoryUser& user, const UpTo& up_to) {
  if (up_to.epoch && *up_to.epoch != model.epoch) {
    return fail(ErrorCode::resync_required);
  }
  return UpTo{.rev = std::min(up_to.rev, user.inbox.head()),
              .epoch = up_to.epoch,
              .announcement = std::min(up_to.announcement, model.board.head())};
}

Change up_to_change(ChangeOp op, const UpTo& up_to) {
  Change change;
  change.op = op;
  change.up_to = up_to.rev;
  change.announcement = up_to.announcement;
  return change;
}

Change change_of(ChangeOp op, NotificationId id) {
  Change change;
  change.op = op;
  change.notification_id = id;
  return change;
}

/// Whether the user has an announcement up to there for which `test` holds.
template <class Test>
bool any_shown(const MemoryModel& model, const MemoryUser& user, AnnouncementNumber up_to, Test test) {
  return std::ranges::any_of(model.board.rows(), [&](const auto& entry) {
    return entry.first <= up_to && model.shows(user, entry.second) && test(entry.first);
  });
}

}  // namespace

Result<MemoryInbox::MaybeChange> read_one(MemoryModel& model, MemoryUser& user, NotificationId id) {
  const Instant now = model.clock.now();
  if (user.inbox.contains(id)) {
    return user.inbox.read(id, now);
  }
  const MemoryBoard::Row* row = model.announcement(user, id);
  if (row == nullptr) {
    return fail(ErrorCode::notification_not_found);
  }
  if (user.marks.read_at(row->published)) {
    return std::nullopt;
  }
  MemoryMarks::Mark& mark = user.marks.overlay[row->published];
  mark.id = id;
  mark.read_at = now;
  return user.inbox.record(change_of(ChangeOp::read, id), now);
}

Result<MemoryInbox::MaybeChange> read_all(MemoryModel& model, MemoryUser& user, const std::optional<UpTo>& up_to) {
  const Instant now = model.clock.now();
  const UpTo everything{.rev = user.inbox.head(), .epoch = {}, .announcement = model.board.head()};
  const auto clamped = clamp(model, user, up_to.value_or(everything));
  if (!clamped) {
    return fail(clamped.error());
  }
  const bool announcements = any_shown(model, user, clamped->announcement,
                                       [&](AnnouncementNumber published) { return !user.marks.read_at(published); });
  const bool own = user.inbox.read_up_to(clamped->rev, now);
  if (!own && !announcements) {
    return std::nullopt;
  }
  user.marks.read.raise(clamped->announcement, now);
  return user.inbox.record(up_to_change(ChangeOp::read_all, *clamped), now);
}

Result<MemoryInbox::MaybeChange> see(MemoryModel& model, MemoryUser& user, const UpTo& up_to) {
  const Instant now = model.clock.now();
  const auto clamped = clamp(model, user, up_to);
  if (!clamped) {
    return fail(clamped.error());
  }
  const bool announcements = any_shown(model, user, clamped->announcement, [&](AnnouncementNumber published) {
    return published > user.marks.seen.number();
  });
  const bool own = user.inbox.see_up_to(clamped->rev);
  if (!own && !announcements) {
    return std::nullopt;
  }
  user.marks.seen.raise(clamped->announcement, now);
  return user.inbox.record(up_to_change(ChangeOp::seen, *clamped), now);
}

Result<MemoryInbox::MaybeChange> remove(MemoryModel& model, MemoryUser& user, NotificationId id) {
  const Instant now = model.clock.now();
  if (user.inbox.contains(id)) {
    return user.inbox.remove(id, now);
  }
  const MemoryBoard::Row* row = model.announcement(user, id);
  if (row == nullptr) {
    return fail(ErrorCode::notification_not_found);
  }
  MemoryMarks::Mark& mark = user.marks.overlay[row->published];
  mark.id = id;
  mark.removed_at = now;
  return user.inbox.record(change_of(ChangeOp::removed, id), now);
}

void deliver(MemoryModel& model, const Delivery& delivery) {
  const Instant now = model.clock.now();
  MemoryUser& user = model.user(delivery.user);
  for (const NotificationId id : user.inbox.deliver(delivery, now)) {
    if (model.policy.outbox.delivered) {
      model.outbox.add({.kind = OutboxKind::delivered,
                        .user = delivery.user,
                        .notification_id = id,
                        .notification = nullptr,
                        .decisions = {},
                        .at = now,
                        .last_error = {}},
                       now);
    }
  }
  AnnouncementNumber up_to = std::min(delivery.announcement_up_to, model.board.head());
  for (const NotificationId id : delivery.ids) {
    const MemoryBoard::Row* row = model.board.find(id);
    up_to = row == nullptr ? up_to : std::max(up_to, row->published);
  }
  user.marks.delivered.raise(up_to, now);
}

}  // namespace belfry::memory

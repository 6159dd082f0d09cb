#include "adapters/memory/memory_announcement_store.hpp"

#include "adapters/memory/memory_publish.hpp"

#include <fmt/format.h>

namespace belfry::memory {
namespace {

Result<Published> announce_to_all(MemoryModel& model, const PublishCommand& command, MemoryData::Events& events) {
  auto earlier = model.earlier_answer(command.idempotency);
  if (!earlier) {
    return fail(std::move(earlier.error()));
  }
  if (*earlier) {
    return std::move(**earlier);
  }
  const NotificationId id = command.notification->id;
  if (auto fresh = check_new(model, id); !fresh) {
    return fail(std::move(fresh.error()));
  }
  if (model.board.current() >= AnnouncementStore::kMaxCurrent) {
    return fail(Error::validation("/audience", "too_many",
                                  fmt::format("{} announcements are current", AnnouncementStore::kMaxCurrent)));
  }
  Change change = model.board.announce(command.notification, command.kept_until, model.clock.now());
  events.emplace_back(model.event(std::move(change), command.origin));
  tell_decided(model, std::nullopt, command.notification, Decisions{});
  Published answer{.id = id, .accepted = 0, .replayed = false};
  model.keep_answer(command.idempotency, answer);
  return answer;
}

/// Null when there is none that is current.
const MemoryBoard::Row* current(const MemoryModel& model, NotificationId id) {
  const MemoryBoard::Row* row = model.board.find(id);
  return row != nullptr && row->current ? row : nullptr;
}

}  // namespace

Task<Result<Published>> MemoryAnnouncementStore::announce(PublishCommand command) {
  co_return data_.write(
      [&](MemoryModel& model, MemoryData::Events& events) { return announce_to_all(model, command, events); });
}

Task<Result<Announcement>> MemoryAnnouncementStore::edit(NotificationId id, AnnouncementPatch patch,
                                                         std::optional<Origin> origin) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events& events) -> Result<Announcement> {
    const MemoryBoard::Row* row = current(model, id);
    if (row == nullptr) {
      return fail(ErrorCode::notification_not_found);
    }
    auto edited = std::make_shared<const Notification>(apply(patch, *row->notification));
    Change change = model.board.edit(row->published, std::move(edited), model.clock.now());
    events.emplace_back(model.event(std::move(change), std::move(origin)));
    return Announcement{.notification = row->notification, .published = row->published, .changed = row->changed};
  });
}

Task<Result<void>> MemoryAnnouncementStore::recall(NotificationId id, std::optional<Origin> origin) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events& events) -> Result<void> {
    const MemoryBoard::Row* row = current(model, id);
    if (row == nullptr) {
      return fail(ErrorCode::notification_not_found);
    }
    Change change = model.board.recall(row->published, model.clock.now());
    events.emplace_back(model.event(std::move(change), std::move(origin)));
    return {};
  });
}

}  // namespace belfry::memory

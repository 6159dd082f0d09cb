#include "adapters/memory/memory_actions.hpp"

#include <algorithm>
#include <chrono>

namespace belfry::memory {
namespace {

constexpr std::chrono::hours kDedupeKeysKept{24};

void trim_user(const MemoryModel& model, MemoryUser& user, const UpkeepLimits& limits) {
  user.inbox.trim_log(limits.log_floor);
  std::erase_if(user.dedupe_keys, [&](const auto& entry) { return entry.second.at <= limits.now - kDedupeKeysKept; });
  std::erase_if(user.marks.overlay, [&](const auto& entry) { return !model.board.rows().contains(entry.first); });
}

bool waits(const MemoryModel& model, NotificationId id) {
  return std::ranges::any_of(model.sends, [&](const ChannelSend& send) { return send.command.notification->id == id; });
}

void trim_publishes(MemoryModel& model, Instant floor) {
  for (auto& [id, record] : model.publishes) {
    std::erase_if(record.users, [&](const auto& decided) { return decided.second.at < floor; });
  }
  std::erase_if(model.publishes, [&](const auto& entry) {
    const PublishRecord& record = entry.second;
    return record.users.empty() && record.at < floor && !waits(model, entry.first);
  });
}

}  // namespace

Swept sweep(MemoryModel& model, const UpkeepLimits& limits, MemoryData::Events& events) {
  model.board.trim(limits.log_floor);
  while (events.size() < limits.batch) {
    auto recalled = model.board.sweep_one(limits);
    if (!recalled) {
      break;
    }
    events.emplace_back(model.event(std::move(*recalled), std::nullopt));
  }
  for (auto& [id, user] : model.users) {
    while (events.size() < limits.batch) {
      auto change = user.inbox.sweep_one(limits);
      if (!change) {
        break;
      }
      events.emplace_back(model.event(id, std::move(*change), std::nullopt));
    }
    trim_user(model, user, limits);
  }
  trim_publishes(model, limits.log_floor);
  model.outbox.trim(limits.log_floor);
  std::erase_if(model.idempotency_keys,
                [&](const auto& entry) { return entry.second.used_at < limits.idempotency_floor; });
  return Swept{.items = events.size(), .more = events.size() == limits.batch};
}

}  // namespace belfry::memory

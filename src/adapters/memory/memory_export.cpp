#include "adapters/memory/memory_export.hpp"

#include "adapters/memory/memory_reading.hpp"

#include <limits>
#include <ranges>
#include <utility>

namespace belfry::memory {
namespace {

using Records = std::vector<PlacedRecord>;

Records account(const MemoryModel& model, const MemoryUser& user) {
  return {{.place = 1,
           .record = ExportedAccount{.state = model.state(user),
                                     .preferences = user.preferences ? *user.preferences : Preferences{},
                                     .channels = channels_of(user),
                                     .tokens_revoked_at = {}}}};
}

Records inbox(const MemoryUser& user) {
  Records records;
  for (const auto& [rev, item] : user.inbox.items()) {
    records.push_back({.place = rev, .record = item});
  }
  return records;
}

Records marks(const MemoryUser& user) {
  Records records;
  for (const auto& [number, mark] : user.marks.overlay) {
    records.push_back({.place = number,
                       .record = ExportedMark{.id = mark.id, .read_at = mark.read_at, .removed_at = mark.removed_at}});
  }
  return records;
}

Records log(const MemoryUser& user) {
  Records records;
  for (const Change& change : user.inbox.log()) {
    records.push_back({.place = change.rev, .record = change});
  }
  return records;
}

Records suppressed(const MemoryModel& model, const UserId& id) {
  Records records;
  for (const PublishRecord& record : model.publishes | std::views::values) {
    const auto decided = record.users.find(id);
    if (decided != record.users.end() && !decided->second.decisions.in_app()) {
      records.push_back({.place = records.size() + 1,
                         .record = UserDelivery{.user = id,
                                                .decided_at = decided->second.at,
                                                .decisions = decided->second.decisions,
                                                .whereabouts = Whereabouts::suppressed,
                                                .rev = {},
                                                .delivered_at = {},
                                                .read_at = {}}});
    }
  }
  return records;
}

Records keys(const MemoryUser& user) {
  Records records;
  for (const auto& [key, used] : user.dedupe_keys) {
    records.push_back(
        {.place = records.size() + 1, .record = ExportedKey{.dedupe_key = key, .id = used.id, .at = used.at}});
  }
  return records;
}

Records outbox(const MemoryModel& model, const UserId& id) {
  Records records;
  for (OutboxEntry& entry : model.outbox.of(id, 0, std::numeric_limits<std::size_t>::max())) {
    const OutboxId place = entry.id;
    records.push_back({.place = place, .record = std::move(entry)});
  }
  return records;
}

Records jobs(const MemoryModel& model, const UserId& id) {
  Records records;
  for (MemoryJobs::Row& row : model.jobs.of(id)) {
    records.push_back({.place = row.no, .record = std::move(row.job)});
  }
  return records;
}

}  // namespace

std::vector<PlacedRecord> export_section(const MemoryModel& model, const UserId& id, const MemoryUser& user,
                                         ExportSection section) {
  switch (section) {
    case ExportSection::account: return account(model, user);
    case ExportSection::inbox: return inbox(user);
    case ExportSection::announcements: return marks(user);
    case ExportSection::log: return log(user);
    case ExportSection::decisions: return suppressed(model, id);
    case ExportSection::keys: return keys(user);
    case ExportSection::outbox: return outbox(model, id);
    case ExportSection::jobs: return jobs(model, id);
  }
  std::unreachable();
}

}  // namespace belfry::memory

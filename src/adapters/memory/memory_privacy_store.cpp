#include "adapters/memory/memory_privacy_store.hpp"

#include "adapters/memory/memory_export.hpp"

#include <algorithm>

namespace belfry::memory {
namespace {

std::optional<ExportPosition> after(ExportSection section) {
  return section == kLastExportSection
             ? std::nullopt
             : std::optional(ExportPosition{.section = static_cast<ExportSection>(static_cast<int>(section) + 1)});
}

/// What is left of one section, at most `limit`.
ExportPage export_page(const MemoryModel& model, const UserId& id, const MemoryUser& user,
                       const ExportPosition& position, std::size_t limit) {
  ExportPage page;
  ExportPosition reached = position;
  for (PlacedRecord& record : export_section(model, id, user, position.section)) {
    if (record.place <= position.after) {
      continue;
    }
    if (page.records.size() == limit) {
      page.next = reached;
      return page;
    }
    reached.after = record.place;
    page.records.push_back(std::move(record.record));
  }
  page.next = after(position.section);
  return page;
}

std::size_t erase_decisions(MemoryModel& model, const UserId& id, std::size_t batch) {
  std::size_t erased = 0;
  for (auto& [publish, record] : model.publishes) {
    erased += erased < batch ? record.users.erase(id) : 0;
  }
  std::erase_if(model.publishes, [](const auto& entry) {
    return entry.second.users.empty() && entry.second.target == PublishTarget::users;
  });
  return erased;
}

/// Out of the answers that are kept to be repeated.
void erase_suppressed(MemoryModel& model, const UserId& id) {
  for (auto& [key, used] : model.idempotency_keys) {
    std::erase_if(used.answer.suppressed, [&](const Suppressed& suppressed) { return suppressed.user == id; });
  }
}

template <class Map>
std::size_t erase_front(Map& map, std::size_t batch) {
  const std::size_t count = std::min(batch, map.size());
  map.erase(map.begin(), std::next(map.begin(), static_cast<std::ptrdiff_t>(count)));
  return count;
}

EraseStep erase_some(MemoryModel& model, const UserId& id, std::size_t batch) {
  MemoryUser& user = model.user(id);
  std::size_t left = batch;
  left -= user.inbox.erase_some(left);
  left -= erase_front(user.marks.overlay, left);
  left -= erase_front(user.channels, left);
  left -= erase_front(user.dedupe_keys, left);
  left -= erase_decisions(model, id, left);
  left -= model.outbox.erase_some(id, left);
  left -= model.jobs.erase_some(id, left);
  if (left == 0) {
    return {.more = true};
  }
  erase_suppressed(model, id);
  model.users.erase(id);
  return {.more = false};
}

}  // namespace

Task<Result<ExportPage>> MemoryPrivacyStore::export_user(UserId user, ExportPosition position, std::size_t limit) {
  ExportPage page =
      data_.read([&](MemoryModel& model) { return export_page(model, user, model.user(user), position, limit); });
  for (ExportRecord& record : page.records) {
    if (auto* account = std::get_if<ExportedAccount>(&record)) {
      account->tokens_revoked_at = tokens_.revoked_at(user);
    }
  }
  co_return page;
}

Task<Result<EraseStep>> MemoryPrivacyStore::erase_user(UserId user, std::size_t batch) {
  const EraseStep step =
      data_.write([&](MemoryModel& model, MemoryData::Events&) { return erase_some(model, user, batch); });
  if (!step.more) {
    tokens_.forget(user);
  }
  co_return step;
}

}  // namespace belfry::memory

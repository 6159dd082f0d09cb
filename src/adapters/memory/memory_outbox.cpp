#include "adapters/memory/memory_outbox.hpp"

#include <algorithm>
#include <utility>

namespace belfry::memory {

MemoryOutbox::Row* MemoryOutbox::first_of(const std::optional<UserId>& user) {
  for (auto& [id, row] : rows_) {
    if (!row.died_at && row.entry.user == user) {
      return &row;
    }
  }
  return nullptr;
}

void MemoryOutbox::promote(const std::optional<UserId>& user, Instant now) {
  Row* first = first_of(user);
  if (first == nullptr) {
    return;
  }
  for (auto& [id, row] : rows_) {
    if (row.entry.user == user && &row != first) {
      row.next_attempt.reset();
    }
  }
  first->next_attempt = first->next_attempt.value_or(now);
}

void MemoryOutbox::add(OutboxEntry entry, Instant now) {
  entry.id = ++last_;
  const std::optional<UserId> user = entry.user;
  rows_.emplace(last_, Row{.entry = std::move(entry), .next_attempt = {}, .died_at = {}});
  promote(user, now);
}

std::vector<OutboxEntry> MemoryOutbox::due(Instant now, std::size_t limit) const {
  std::vector<const Row*> ready;
  for (const auto& [id, row] : rows_) {
    if (row.next_attempt && *row.next_attempt <= now) {
      ready.push_back(&row);
    }
  }
  std::ranges::sort(ready, {}, [](const Row* row) { return std::pair(*row->next_attempt, row->entry.id); });
  std::vector<OutboxEntry> entries;
  for (const Row* row : ready) {
    if (entries.size() < limit) {
      entries.push_back(row->entry);
    }
  }
  return entries;
}

std::optional<Instant> MemoryOutbox::next_due() const {
  std::optional<Instant> next;
  for (const auto& [id, row] : rows_) {
    if (row.next_attempt) {
      next = std::min(next.value_or(*row.next_attempt), *row.next_attempt);
    }
  }
  return next;
}

void MemoryOutbox::settle(OutboxOutcome outcome, Instant now) {
  const auto found = rows_.find(outcome.id);
  if (found == rows_.end() || found->second.died_at) {
    return;
  }
  Row& row = found->second;
  const std::optional<UserId> user = row.entry.user;
  ++row.entry.attempts;
  row.entry.last_error = std::move(outcome.error);
  switch (outcome.verdict) {
    case OutboxOutcome::Verdict::again:
      if (row.next_attempt) {  // else an earlier one was revived meanwhile, and this one waits for its turn
        row.next_attempt = outcome.next_attempt;
      }
      return;
    case OutboxOutcome::Verdict::sent: rows_.erase(found); break;
    case OutboxOutcome::Verdict::dead:
      row.next_attempt.reset();
      row.died_at = now;
      break;
  }
  promote(user, now);
}

std::vector<OutboxEntry> MemoryOutbox::dead(OutboxId after, std::size_t limit) const {
  std::vector<OutboxEntry> entries;
  for (const auto& [id, row] : rows_) {
    if (row.died_at && id > after && entries.size() < limit) {
      entries.push_back(row.entry);
    }
  }
  return entries;
}

bool MemoryOutbox::retry(OutboxId id, Instant now) {
  const auto found = rows_.find(id);
  if (found == rows_.end() || !found->second.died_at) {
    return false;
  }
  found->second.died_at.reset();
  found->second.entry.attempts = 0;
  promote(found->second.entry.user, now);
  return true;
}

std::size_t MemoryOutbox::retry_all(Instant now) {
  std::size_t revived = 0;
  for (const OutboxEntry& entry : dead(0, rows_.size())) {
    revived += retry(entry.id, now) ? 1 : 0;
  }
  return revived;
}

OutboxStatus MemoryOutbox::status() const {
  OutboxStatus status;
  for (const auto& [id, row] : rows_) {
    ++(row.died_at ? status.dead : status.waiting);
    if (!row.died_at) {
      status.oldest = std::min(status.oldest.value_or(row.entry.at), row.entry.at);
    }
  }
  return status;
}

std::vector<OutboxEntry> MemoryOutbox::of(const UserId& user, OutboxId after, std::size_t limit) const {
  std::vector<OutboxEntry> entries;
  for (const auto& [id, row] : rows_) {
    if (row.entry.user == user && id > after && entries.size() < limit) {
      entries.push_back(row.entry);
    }
  }
  return entries;
}

std::size_t MemoryOutbox::erase_some(const UserId& user, std::size_t batch) {
  const auto entries = of(user, 0, batch);
  for (const OutboxEntry& entry : entries) {
    rows_.erase(entry.id);
  }
  return entries.size();
}

void MemoryOutbox::trim(Instant floor) {
  std::erase_if(rows_, [&](const auto& entry) { return entry.second.died_at && *entry.second.died_at < floor; });
}

}  // namespace belfry::memory

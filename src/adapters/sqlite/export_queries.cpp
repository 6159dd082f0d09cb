#include "adapters/sqlite/export_queries.hpp"

#include "adapters/sqlite/item_rows.hpp"
#include "adapters/sqlite/outbox_queries.hpp"
#include "adapters/sqlite/read_queries.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kRevokedAt = "SELECT at FROM token_revocations WHERE user_id = ?1";

constexpr Sql kItemsAfter = "SELECT " BELFRY_ITEM_COLUMNS R"(
  FROM inbox AS i CROSS JOIN notifications AS n ON n.id = i.notification_id
  WHERE i.user_no = ?1 AND i.rev > ?2 ORDER BY i.rev LIMIT ?3)";

struct Subject {
  Epoch epoch = 0;
  const UserId& user;
  ReadHead head;
};

/// The records of one section behind a position, and where they end.
struct Stretch {
  std::vector<ExportRecord> records;
  std::uint64_t last = 0;

  template <class T>
  void add(std::uint64_t position, T record) {
    records.emplace_back(std::move(record));
    last = position;
  }
};

Stretch account(Database& database, const Subject& subject) {
  ExportedAccount account;
  account.state = subject.head.state;
  {
    Query rows(database, kRevokedAt, subject.user.view());
    if (rows.next()) {
      account.tokens_revoked_at = rows.instant(0);
    }
  }
  Stretch one;
  one.add(1, std::move(account));
  return one;
}

Stretch inbox(Database& database, const Subject& subject, Rev after, std::size_t limit) {
  Stretch items;
  Query rows(database, kItemsAfter, subject.head.no, after, limit);
  while (rows.next()) {
    InboxItem item = item_at(rows);
    const Rev rev = item.rev;
    items.add(rev, std::move(item));
  }
  return items;
}

Stretch log(Database& database, const Subject& subject, Rev after, std::size_t limit) {
  Stretch changes;
  for (Change& change : read_log(database, subject.head.no, after, limit)) {
    const Rev rev = change.rev;
    changes.add(rev, std::move(change));
  }
  return changes;
}

Stretch outbox(Database& database, const Subject& subject, OutboxId after, std::size_t limit) {
  Stretch events;
  for (OutboxEntry& event : read_events_of(database, subject.head.no, after, limit)) {
    const OutboxId id = event.id;
    events.add(id, std::move(event));
  }
  return events;
}

Stretch stretch(Database& database, const Subject& subject, ExportPosition from, std::size_t limit) {
  switch (from.section) {
    case ExportSection::account: return account(database, subject);
    case ExportSection::inbox: return inbox(database, subject, from.after, limit);
    case ExportSection::announcements: return {};
    case ExportSection::log: return log(database, subject, from.after, limit);
    case ExportSection::decisions: return {};
    case ExportSection::keys: return {};
    case ExportSection::outbox: return outbox(database, subject, from.after, limit);
  }
  std::unreachable();
}

/// A stretch as long as it may be has more behind it, as far as anybody knows; the account is always one record.
std::optional<ExportPosition> after(ExportPosition from, const Stretch& told, std::size_t limit) {
  if (from.section != ExportSection::account && told.records.size() == limit) {
    return ExportPosition{from.section, told.last};
  }
  if (from.section == kLastExportSection) {
    return std::nullopt;
  }
  return ExportPosition{static_cast<ExportSection>(static_cast<int>(from.section) + 1), 0};
}

}  // namespace

ExportPage read_export(Database& database, const ReadScope& scope, const UserId& user, ExportPosition position,
                       std::size_t limit) {
  const Snapshot snapshot(database);
  const Subject subject{scope.epoch, user, read_head(database, scope, user)};
  ExportPage page{.records = {}, .next = position};
  while (page.next && page.records.size() < limit) {
    const std::size_t room = limit - page.records.size();
    Stretch told = stretch(database, subject, *page.next, room);
    page.next = after(*page.next, told, room);
    std::ranges::move(told.records, std::back_inserter(page.records));
  }
  return page;
}

}  // namespace belfry::sqlite

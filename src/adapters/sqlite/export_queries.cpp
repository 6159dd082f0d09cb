#include "adapters/sqlite/export_queries.hpp"

#include "adapters/sqlite/item_rows.hpp"
#include "adapters/sqlite/job_queries.hpp"
#include "adapters/sqlite/outbox_queries.hpp"
#include "adapters/sqlite/profile_rows.hpp"
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

constexpr Sql kMarksAfter = R"(
  SELECT m.published, a.notification_id, m.read_at, m.removed_at
  FROM announcement_marks AS m CROSS JOIN announcements AS a ON a.published = m.published
  WHERE m.user_no = ?1 AND m.published > ?2 ORDER BY m.published LIMIT ?3)";

constexpr Sql kSuppressionsAfter = R"(
  SELECT no, notification_id, decisions, at FROM suppressions WHERE user_no = ?1 AND no > ?2 ORDER BY no LIMIT ?3)";

constexpr Sql kKeysAfter = R"(
  SELECT no, key, notification_id, used_at FROM dedupe_keys WHERE user_no = ?1 AND no > ?2 ORDER BY no LIMIT ?3)";

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
  account.preferences = subject.head.preferences ? *subject.head.preferences : Preferences{};
  account.channels = read_channels(database, subject.head.no);
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

Stretch announcements(Database& database, const Subject& subject, std::uint64_t after, std::size_t limit) {
  Stretch marks;
  Query rows(database, kMarksAfter, subject.head.no, after, limit);
  while (rows.next()) {
    marks.add(rows.count(0),
              ExportedMark{.id = rows.uuid(1), .read_at = rows.maybe_instant(2), .removed_at = rows.maybe_instant(3)});
  }
  return marks;
}

Stretch decisions(Database& database, const Subject& subject, std::uint64_t after, std::size_t limit) {
  Stretch suppressed;
  Query rows(database, kSuppressionsAfter, subject.head.no, after, limit);
  while (rows.next()) {
    UserDelivery delivery;
    delivery.user = subject.user;
    delivery.decided_at = rows.instant(3);
    delivery.decisions = Decisions::unpacked(static_cast<std::uint32_t>(rows.integer(2)));
    delivery.whereabouts = Whereabouts::suppressed;
    delivery.notification_id = rows.uuid(1);
    suppressed.add(rows.count(0), std::move(delivery));
  }
  return suppressed;
}

Stretch keys(Database& database, const Subject& subject, std::uint64_t after, std::size_t limit) {
  Stretch used;
  Query rows(database, kKeysAfter, subject.head.no, after, limit);
  while (rows.next()) {
    used.add(rows.count(0), ExportedKey{.dedupe_key = rows.text(1), .id = rows.uuid(2), .at = rows.instant(3)});
  }
  return used;
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
  if (subject.head.no == 0) {
    return events;  // nobody's number is that of the events for everybody
  }
  for (OutboxEntry& event : read_events_of(database, subject.head.no, after, limit)) {
    const OutboxId id = event.id;
    events.add(id, std::move(event));
  }
  return events;
}

Stretch jobs(Database& database, const Subject& subject, std::uint64_t after, std::size_t limit) {
  Stretch created;
  for (NumberedJob& numbered : read_jobs_after(database, subject.user, subject.head.no, after, limit)) {
    created.add(numbered.no, std::move(numbered.job));
  }
  return created;
}

Stretch stretch(Database& database, const Subject& subject, ExportPosition from, std::size_t limit) {
  switch (from.section) {
    case ExportSection::account: return account(database, subject);
    case ExportSection::inbox: return inbox(database, subject, from.after, limit);
    case ExportSection::announcements: return announcements(database, subject, from.after, limit);
    case ExportSection::log: return log(database, subject, from.after, limit);
    case ExportSection::decisions: return decisions(database, subject, from.after, limit);
    case ExportSection::keys: return keys(database, subject, from.after, limit);
    case ExportSection::outbox: return outbox(database, subject, from.after, limit);
    case ExportSection::jobs: return jobs(database, subject, from.after, limit);
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

#include "adapters/sqlite/announcement_board.hpp"

#include "adapters/sqlite/read_rows.hpp"

#include <algorithm>

namespace belfry::sqlite {
namespace {

constexpr Sql kBounds = R"(
  SELECT value FROM meta WHERE key IN ('announcement_floor', 'announcement_head') ORDER BY key)";

constexpr Sql kEntries = R"(
  SELECT a.published, a.changed, a.op, a.notification_id, a.type, a.created_at, a.published_at, a.changed_at,
         a.kept_until, )" BELFRY_NOTIFICATION_COLUMNS R"(
  FROM announcements AS a LEFT JOIN notifications AS n ON n.id = a.notification_id AND a.op <> 11
  WHERE a.published > 0 ORDER BY a.published)";
static_assert(static_cast<int>(ChangeOp::announcement_recalled) == 11);

NotificationPtr trace_of(const Query& rows) {
  auto trace = std::make_shared<Notification>();
  trace->id = rows.uuid(3);
  trace->type = rows.text(4);
  trace->created_at = rows.instant(5);
  return trace;
}

AnnouncementEntry entry_at(const Query& rows) {
  const bool current = static_cast<ChangeOp>(rows.integer(2)) != ChangeOp::announcement_recalled;
  return {.notification = current ? notification_at(rows, 9) : trace_of(rows),
          .published = rows.count(0),
          .changed = rows.count(1),
          .published_at = rows.instant(6),
          .changed_at = rows.instant(7),
          .kept_until = rows.maybe_instant(8),
          .current = current};
}

BoardPtr read_board(Database& database, AnnouncementNumber head, AnnouncementNumber floor) {
  auto board = std::make_shared<AnnouncementBoard>();
  board->head = head;
  board->floor = floor;
  Query rows(database, kEntries);
  while (rows.next()) {
    board->entries.push_back(entry_at(rows));
  }
  return board;
}

}  // namespace

std::optional<Instant> AnnouncementEntry::leaves_at() const {
  const std::optional<Instant>& expires_at = notification->expires_at;
  return expires_at && kept_until ? std::min(*expires_at, *kept_until) : expires_at ? expires_at : kept_until;
}

std::size_t AnnouncementBoard::current() const {
  return static_cast<std::size_t>(std::ranges::count_if(entries, &AnnouncementEntry::current));
}

const AnnouncementEntry* AnnouncementBoard::find(NotificationId id) const {
  const auto found =
      std::ranges::find(entries, id, [](const AnnouncementEntry& entry) { return entry.notification->id; });
  return found == entries.end() ? nullptr : &*found;
}

BoardPtr board_of(Database& database) {
  AnnouncementNumber head = 0;
  AnnouncementNumber floor = 0;
  {
    Query rows(database, kBounds);
    floor = rows.next() ? rows.count(0) : 0;
    head = rows.next() ? rows.count(0) : 0;
  }
  BoardPtr& known = database.known_board();
  if (known == nullptr || known->head != head || known->floor != floor) {
    known = read_board(database, head, floor);
  }
  return known;
}

}  // namespace belfry::sqlite

#include "adapters/sqlite/history_merge.hpp"
#include "adapters/sqlite/item_rows.hpp"
#include "adapters/sqlite/preference_rows.hpp"
#include "adapters/sqlite/profile_rows.hpp"
#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/read_rows.hpp"

#include <algorithm>
#include <chrono>

namespace belfry::sqlite {
namespace {

constexpr Sql kHead = R"(
  SELECT u.user_no, u.read_up_to, u.log_floor, u.rev, u.unread, u.unseen, p.text, u.announcements_read_up_to,
         u.announcements_seen_up_to, u.announcements_delivered_up_to, u.announcement_marks
  FROM user_state AS u LEFT JOIN notification_preferences AS p ON p.user_no = u.user_no
  WHERE u.user_id = ?1)";

constexpr Sql kItem = "SELECT " BELFRY_ITEM_COLUMNS R"(
  FROM inbox AS i JOIN notifications AS n ON n.id = i.notification_id
  WHERE i.notification_id = ?2 AND i.user_no = ?1)";

constexpr Sql kPage = "SELECT " BELFRY_ITEM_COLUMNS R"(
  FROM inbox AS i CROSS JOIN notifications AS n ON n.id = i.notification_id
  WHERE i.user_no = ?1 AND i.rev < ?2 AND i.rev >= ?6 AND (?4 IS NULL OR n.type = ?4) AND (?5 IS NULL OR n.channel = ?5)
  ORDER BY i.rev DESC LIMIT ?3)";

constexpr Sql kUnreadPage = "SELECT " BELFRY_ITEM_COLUMNS R"(
  FROM inbox AS i INDEXED BY inbox_unread CROSS JOIN notifications AS n ON n.id = i.notification_id
  WHERE i.user_no = ?1 AND i.rev < ?2 AND i.rev >= ?6 AND i.read_at IS NULL
    AND (?4 IS NULL OR n.type = ?4) AND (?5 IS NULL OR n.channel = ?5)
  ORDER BY i.rev DESC LIMIT ?3)";

constexpr Sql kReach = R"(
  SELECT rev FROM inbox WHERE user_no = ?1 AND rev < ?2 ORDER BY rev DESC LIMIT 1 OFFSET ?3)";

constexpr Sql kUndelivered = "SELECT " BELFRY_ITEM_COLUMNS R"(
  FROM inbox AS i INDEXED BY inbox_undelivered CROSS JOIN notifications AS n ON n.id = i.notification_id
  WHERE i.user_no = ?1 AND i.delivered_at IS NULL
  ORDER BY i.rev DESC)";

void take_items(Query& rows, std::vector<InboxItem>& items) {
  while (rows.next()) {
    items.push_back(item_at(rows));
  }
}

/// The oldest rev that a filtered page looks at; 0 when all the rest is within reach.
Rev reach_from(Database& database, std::int64_t user_no, Rev before, std::size_t reach) {
  Query rows(database, kReach, user_no, before, reach - 1);
  return rows.next() ? rows.count(0) : 0;
}

}  // namespace

ReadHead read_head(Database& database, const ReadScope& scope, const UserId& user) {
  ReadHead head;
  head.state.epoch = scope.epoch;
  {
    Query rows(database, kHead, user.view());
    if (rows.next()) {
      head.no = rows.integer(0);
      head.read_up_to = rows.count(1);
      head.log_floor = rows.count(2);
      head.state.rev = rows.count(3);
      head.state.unread = rows.count(4);
      head.state.unseen = rows.count(5);
      head.preferences = preferences_at(rows, 6);
      head.marks = {.read_up_to = rows.count(7),
                    .seen_up_to = rows.count(8),
                    .delivered_up_to = rows.count(9),
                    .count = rows.count(10)};
    }
  }
  head.board = board_of(database);
  head.state.announcement = head.board->head;
  if (!head.board->entries.empty()) {
    read_single_marks(database, head.no, head.marks);
    const AnnouncementView announcements = head.announcements(scope.mandatory);
    head.state.unread += announcements.unread();
    head.state.unseen += announcements.unseen();
  }
  return head;
}

InboxState read_state(Database& database, const ReadScope& scope, const UserId& user) {
  const Snapshot snapshot(database);
  return read_head(database, scope, user).state;
}

std::optional<InboxItem> read_item(Database& database, const ReadScope& scope, const UserId& user, NotificationId id) {
  const Snapshot snapshot(database);
  const ReadHead head = read_head(database, scope, user);
  {
    Query rows(database, kItem, head.no, id);
    if (rows.next()) {
      return item_at(rows);
    }
  }
  const AnnouncementEntry* entry = head.board->find(id);
  if (entry == nullptr || !head.announcements(scope.mandatory).shown(*entry)) {
    return std::nullopt;
  }
  return announcement_item(database, head.no, head.marks, *entry);
}

HistoryPage read_history(Database& database, const ReadScope& scope, const UserId& user, const HistoryQuery& query,
                         std::size_t reach) {
  const Snapshot snapshot(database);
  const ReadHead head = read_head(database, scope, user);
  const HistoryPosition from = query.before.value_or(HistoryPosition{head.state.rev + 1, head.state.announcement + 1});
  const Rev last = query.type || query.channel ? reach_from(database, head.no, from.rev, reach) : 0;
  const std::size_t asked = query.limit + 1;  // one more tells whether there is a next page
  std::vector<InboxItem> own;
  if (query.unread_only) {
    const Rev oldest = std::max(last, head.read_up_to + 1);
    Query rows(database, kUnreadPage, head.no, from.rev, asked, query.type, query.channel, oldest);
    take_items(rows, own);
  } else {
    Query rows(database, kPage, head.no, from.rev, asked, query.type, query.channel, last);
    take_items(rows, own);
  }
  HistoryMerge merge(from, query.limit);
  merge.add(std::move(own), newest_announcements(database, scope, head, query, from.announcement));
  HistoryPage page{.items = {}, .next_before = merge.next(), .state = head.state};
  if (!page.next_before && last > 0) {
    page.next_before = HistoryPosition{last, merge.position().announcement};
  }
  page.items = merge.take();
  return page;
}

Welcome read_welcome(Database& database, const ReadScope& scope, const UserId& user, Instant published_after,
                     std::size_t limit) {
  // Revs follow the order of commits, ids that of publishing; this far apart they never are.
  constexpr std::chrono::minutes kInFlight{1};
  const Snapshot snapshot(database);
  const ReadHead head = read_head(database, scope, user);
  Welcome welcome{.state = head.state, .undelivered = {}, .profile = read_profile(database, head)};
  std::vector<InboxItem> own;
  {
    Query rows(database, kUndelivered, head.no);
    while (own.size() < limit && rows.next()) {
      InboxItem item = item_at(rows);
      const Instant published = item.notification->created_at;
      if (published >= published_after) {
        own.push_back(std::move(item));
      } else if (published < published_after - kInFlight) {
        break;
      }
    }
  }
  HistoryMerge merge({}, limit);
  merge.add(std::move(own), undelivered_announcements(database, scope, head, published_after));
  welcome.undelivered = merge.take();
  std::ranges::reverse(welcome.undelivered);
  return welcome;
}

}  // namespace belfry::sqlite

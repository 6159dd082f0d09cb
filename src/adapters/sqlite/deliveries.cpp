#include "adapters/sqlite/announcement_commands.hpp"
#include "adapters/sqlite/outbox_rows.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>

// First acknowledgements, and the word of them to other services.

namespace belfry::sqlite {
namespace {

constexpr Sql kDeliverUpTo = R"(
  UPDATE inbox INDEXED BY inbox_undelivered SET delivered_at = ?3
  WHERE user_no = ?1 AND rev <= ?2 AND delivered_at IS NULL)";

constexpr Sql kDeliverOne = R"(
  UPDATE inbox SET delivered_at = ?3 WHERE notification_id = ?2 AND user_no = ?1 AND delivered_at IS NULL)";

// The same, telling which they were.
constexpr Sql kDeliverAndTellUpTo = R"(
  UPDATE inbox INDEXED BY inbox_undelivered SET delivered_at = ?3
  WHERE user_no = ?1 AND rev <= ?2 AND delivered_at IS NULL RETURNING notification_id)";

constexpr Sql kDeliverAndTellOne = R"(
  UPDATE inbox SET delivered_at = ?3 WHERE notification_id = ?2 AND user_no = ?1 AND delivered_at IS NULL
  RETURNING notification_id)";

template <class Position>
void deliver(WriteSession& session, const UserRecord& record, Sql sql, const Position& position) {
  session.db().run(sql, record.no, position, session.now());
}

template <class Position>
void deliver_and_tell(WriteSession& session, const UserRecord& record, Sql sql, const Position& position) {
  std::vector<NotificationId> delivered;
  {
    Query rows(session.db(), sql, record.no, position, session.now());
    while (rows.next()) {
      delivered.push_back(rows.uuid(0));
    }
  }
  for (const NotificationId id : delivered) {
    add_delivered(session, record, id);
  }
}

/// The furthest announcement that the acknowledgement names: those before it went out before it. 0: none.
AnnouncementNumber announcement_of(WriteSession& session, const Delivery& delivery) {
  const AnnouncementBoard& board = session.board();
  AnnouncementNumber up_to = std::min(delivery.announcement_up_to, board.head);
  for (const NotificationId id : delivery.ids) {
    const AnnouncementEntry* entry = board.find(id);
    up_to = entry == nullptr ? up_to : std::max(up_to, entry->published);
  }
  return up_to;
}

}  // namespace

Result<void> mark_delivered(WriteSession& session, const std::vector<Delivery>& deliveries) {
  const bool tell = wants_delivered(session);
  for (const Delivery& delivery : deliveries) {
    if (const AnnouncementNumber up_to = announcement_of(session, delivery); up_to > 0) {
      raise_announcements_delivered(session, session.user(delivery.user), up_to);
    }
    const UserRecord* record = session.find_user(delivery.user);
    if (record == nullptr) {
      continue;
    }
    if (delivery.up_to > 0) {
      tell ? deliver_and_tell(session, *record, kDeliverAndTellUpTo, delivery.up_to)
           : deliver(session, *record, kDeliverUpTo, delivery.up_to);
    }
    for (const NotificationId id : delivery.ids) {
      tell ? deliver_and_tell(session, *record, kDeliverAndTellOne, id) : deliver(session, *record, kDeliverOne, id);
    }
  }
  return {};
}

}  // namespace belfry::sqlite

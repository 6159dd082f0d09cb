#include "adapters/sqlite/content_rows.hpp"

namespace belfry::sqlite {
namespace {

constexpr Sql kAdd = R"(
  INSERT INTO notifications
    (id, refs, created_at, expires_at, type, title, body, icon, action_url, channel, data)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";

constexpr Sql kHold = "UPDATE notifications SET refs = refs + ?2 WHERE id = ?1";
constexpr Sql kDrop = "DELETE FROM notifications WHERE id = ?1 AND refs = 1";
constexpr Sql kRelease = "UPDATE notifications SET refs = refs - 1 WHERE id = ?1";

}  // namespace

void add_content(WriteSession& session, const Notification& n, std::size_t refs) {
  session.db().run(kAdd, n.id, refs, n.created_at, n.expires_at, n.type, n.title, n.body, n.icon, n.action_url,
                   n.channel, n.data);
}

void hold_content(WriteSession& session, NotificationId id, std::size_t refs) { session.db().run(kHold, id, refs); }

void release_content(WriteSession& session, NotificationId id) {
  session.db().run(kDrop, id);
  if (session.db().changes() == 0) {
    session.db().run(kRelease, id);
  }
}

}  // namespace belfry::sqlite

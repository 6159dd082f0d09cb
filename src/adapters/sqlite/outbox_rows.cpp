#include "adapters/sqlite/outbox_rows.hpp"

#include "adapters/sqlite/write_commands.hpp"
#include "ports/outbox_store.hpp"

#include <vector>

namespace belfry::sqlite {
namespace {

constexpr std::int64_t kEverybody = 0;

// Due at once, unless another event of the same user has to go first.
constexpr Sql kAdd = R"(
  INSERT INTO outbox (user_no, kind, notification_id, decisions, at, next_attempt_at)
  VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE user_no = ?1) THEN NULL ELSE ?5 END))";

constexpr Sql kDiedBefore = R"(
  SELECT id, kind, notification_id FROM outbox_dead WHERE died_at < ?1 ORDER BY died_at LIMIT ?2)";
constexpr Sql kDropDead = "DELETE FROM outbox_dead WHERE id = ?1";

void add(WriteSession& session, std::int64_t user_no, OutboxKind kind, NotificationId id, const Decisions& decisions) {
  session.db().run(kAdd, user_no, static_cast<int>(kind), id, decisions.packed(), session.now());
}

}  // namespace

bool wants_decided(const WriteSession& session, const Decisions& decisions) {
  return session.policy().outbox.decided && decisions.anything_outside();
}

bool wants_delivered(const WriteSession& session) { return session.policy().outbox.delivered; }

void add_decided(WriteSession& session, const UserRecord* user, NotificationId id, const Decisions& decisions) {
  add(session, user == nullptr ? kEverybody : user->no, OutboxKind::decided, id, decisions);
}

void add_delivered(WriteSession& session, const UserRecord& user, NotificationId id) {
  add(session, user.no, OutboxKind::delivered, id, {});
}

bool purge_dead_events(WriteSession& session, const UpkeepLimits& limits) {
  struct Dead {
    std::int64_t id = 0;
    OutboxKind kind = OutboxKind::decided;
    NotificationId notification_id;
  };
  std::vector<Dead> old;
  {
    Query rows(session.db(), kDiedBefore, limits.log_floor, limits.batch);
    while (rows.next()) {
      old.push_back(Dead{rows.integer(0), static_cast<OutboxKind>(rows.integer(1)), rows.uuid(2)});
    }
  }
  for (const Dead& event : old) {
    session.db().run(kDropDead, event.id);
    if (event.kind == OutboxKind::decided) {
      release_content(session, event.notification_id);
    }
  }
  return old.size() == limits.batch;
}

}  // namespace belfry::sqlite

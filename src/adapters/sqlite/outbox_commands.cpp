#include "adapters/sqlite/outbox_commands.hpp"

#include "adapters/sqlite/write_commands.hpp"

namespace belfry::sqlite {
namespace {

constexpr Sql kFind = "SELECT user_no, kind, notification_id FROM outbox WHERE id = ?1";
constexpr Sql kDrop = "DELETE FROM outbox WHERE id = ?1";

// One that is not its user's first any more, because an earlier one was revived meanwhile, keeps waiting for its turn.
constexpr Sql kPostpone = R"(
  UPDATE outbox SET attempts = attempts + 1, last_error = ?2,
    next_attempt_at = CASE WHEN next_attempt_at IS NULL THEN NULL ELSE ?3 END
  WHERE id = ?1)";

constexpr Sql kBury = R"(
  INSERT INTO outbox_dead (id, user_no, kind, notification_id, decisions, at, attempts, last_error, died_at)
  SELECT id, user_no, kind, notification_id, decisions, at, attempts + 1, ?2, ?3 FROM outbox WHERE id = ?1)";

constexpr Sql kPromote = R"(
  UPDATE outbox SET next_attempt_at = ?2
  WHERE id = (SELECT min(id) FROM outbox WHERE user_no = ?1) AND next_attempt_at IS NULL)";

constexpr Sql kFindDead = "SELECT user_no FROM outbox_dead WHERE id = ?1";
constexpr Sql kDeadAfter = "SELECT id FROM outbox_dead WHERE id > ?1 ORDER BY id LIMIT ?2";
constexpr Sql kDropDead = "DELETE FROM outbox_dead WHERE id = ?1";

constexpr Sql kHoldBack = R"(
  UPDATE outbox SET next_attempt_at = NULL WHERE id = (SELECT min(id) FROM outbox WHERE user_no = ?1))";
constexpr Sql kRevive = R"(
  INSERT INTO outbox (id, user_no, kind, notification_id, decisions, at, attempts, last_error)
  SELECT id, user_no, kind, notification_id, decisions, at, 0, last_error FROM outbox_dead WHERE id = ?1)";

// The order of a user's events comes first: whoever waits behind the revived one loses its own time.
constexpr Sql kHeadOf = "SELECT min(id) FROM outbox WHERE user_no = ?1";

struct Waiting {
  std::int64_t user_no = 0;
  OutboxKind kind = OutboxKind::decided;
  NotificationId notification_id;
};

std::optional<Waiting> find(WriteSession& session, OutboxId id) {
  Query rows(session.db(), kFind, id);
  if (!rows.next()) {
    return std::nullopt;
  }
  return Waiting{rows.integer(0), static_cast<OutboxKind>(rows.integer(1)), rows.uuid(2)};
}

void settle(WriteSession& session, const Waiting& event, const OutboxOutcome& outcome) {
  switch (outcome.verdict) {
    case OutboxOutcome::Verdict::again:
      session.db().run(kPostpone, outcome.id, outcome.error, outcome.next_attempt);
      return;
    case OutboxOutcome::Verdict::sent:
      session.db().run(kDrop, outcome.id);
      if (event.kind == OutboxKind::decided) {
        release_content(session, event.notification_id);
      }
      break;
    case OutboxOutcome::Verdict::dead:
      session.db().run(kBury, outcome.id, outcome.error, session.now());
      session.db().run(kDrop, outcome.id);
      break;
  }
  session.db().run(kPromote, event.user_no, session.now());
}

/// Whether it was dead.
bool revive(WriteSession& session, OutboxId id) {
  std::int64_t user_no = 0;
  {
    Query rows(session.db(), kFindDead, id);
    if (!rows.next()) {
      return false;
    }
    user_no = rows.integer(0);
  }
  bool goes_first = true;
  {
    Query rows(session.db(), kHeadOf, user_no);
    goes_first = !rows.next() || rows.null(0) || id < rows.count(0);
  }
  if (goes_first) {
    session.db().run(kHoldBack, user_no);
  }
  session.db().run(kRevive, id);
  session.db().run(kDropDead, id);
  session.db().run(kPromote, user_no, session.now());
  return true;
}

}  // namespace

Result<void> settle_events(WriteSession& session, const std::vector<OutboxOutcome>& outcomes) {
  for (const OutboxOutcome& outcome : outcomes) {
    if (const auto event = find(session, outcome.id)) {
      settle(session, *event, outcome);
    }
  }
  return {};
}

Result<std::size_t> retry_events(WriteSession& session, const std::vector<OutboxId>& ids) {
  std::size_t revived = 0;
  for (const OutboxId id : ids) {
    revived += revive(session, id) ? 1 : 0;
  }
  return revived;
}

Result<RetriedBatch> retry_events_after(WriteSession& session, OutboxId after, std::size_t limit) {
  std::vector<OutboxId> ids;
  {
    Query rows(session.db(), kDeadAfter, after, limit);
    while (rows.next()) {
      ids.push_back(rows.count(0));
    }
  }
  const auto revived = retry_events(session, ids);
  return RetriedBatch{.count = revived.value_or(0),
                      .last = ids.size() == limit ? std::optional(ids.back()) : std::nullopt};
}

}  // namespace belfry::sqlite

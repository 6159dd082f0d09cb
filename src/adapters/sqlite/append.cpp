#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>

namespace belfry::sqlite {
namespace {

constexpr Sql kFindKey = "SELECT fingerprint, notification_id, accepted FROM idempotency_keys WHERE key = ?1";

constexpr Sql kAddKey = R"(
  INSERT INTO idempotency_keys (key, fingerprint, notification_id, accepted, used_at) VALUES (?1, ?2, ?3, ?4, ?5))";

constexpr Sql kAddNotification = R"(
  INSERT INTO notifications
    (id, refs, created_at, expires_at, type, title, body, icon, action_url, channel, data)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";

constexpr Sql kAddToInbox = "INSERT INTO inbox (user_no, rev, notification_id, expires_at) VALUES (?1, ?2, ?3, ?4)";

/// The first answer to this key, if there was one.
Result<std::optional<Published>> earlier_answer(WriteSession& session, const IdempotencyClaim& claim) {
  Query rows(session.db(), kFindKey, claim.key);
  if (!rows.next()) {
    return std::nullopt;
  }
  if (!std::ranges::equal(rows.blob(0), claim.fingerprint)) {
    return fail(ErrorCode::idempotency_conflict);
  }
  return Published{.id = rows.uuid(1), .accepted = rows.count(2), .replayed = true};
}

void add_to_inbox(WriteSession& session, const UserId& user, const PublishCommand& command) {
  UserRecord& record = session.user(user);
  ++record.unread;
  ++record.unseen;
  Change change;
  change.op = ChangeOp::added;
  change.notification = command.notification;
  const InboxState state = session.log(user, record, std::move(change), command.origin);
  session.db().run(kAddToInbox, record.no, state.rev, command.notification->id, command.leaves_at());
}

}  // namespace

Result<Published> append(WriteSession& session, const PublishCommand& command) {
  if (command.idempotency) {
    auto earlier = earlier_answer(session, *command.idempotency);
    if (!earlier) {
      return fail(std::move(earlier.error()));
    }
    if (*earlier) {
      return **earlier;
    }
  }
  const Notification& n = *command.notification;
  // Each user's inbox and each user's log need the content.
  const std::size_t refs = 2 * command.users.size();
  session.db().run(kAddNotification, n.id, refs, n.created_at, n.expires_at, n.type, n.title, n.body, n.icon,
                   n.action_url, n.channel, n.data);
  for (const UserId& user : command.users) {
    add_to_inbox(session, user, command);
  }
  const Published answer{.id = n.id, .accepted = command.users.size(), .replayed = false};
  if (command.idempotency) {
    session.db().run(kAddKey, command.idempotency->key, std::span<const std::uint8_t>(command.idempotency->fingerprint),
                     answer.id, answer.accepted, session.now());
  }
  return answer;
}

}  // namespace belfry::sqlite

#include "adapters/sqlite/publish_rows.hpp"

#include "adapters/sqlite/outbox_rows.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace belfry::sqlite {
namespace {

constexpr std::chrono::hours kDedupeWindow{24};

constexpr Sql kKeyUsedAt = "SELECT used_at FROM dedupe_keys WHERE user_no = ?1 AND key = ?2";

// One that lies too far back gives up its place in the order of use.
constexpr Sql kUseKey = R"(
  INSERT OR REPLACE INTO dedupe_keys (user_no, key, notification_id, used_at) VALUES (?1, ?2, ?3, ?4))";

constexpr Sql kSuppress = R"(
  INSERT INTO suppressions (notification_id, user_no, decisions, at) VALUES (?1, ?2, ?3, ?4))";

constexpr Sql kSuppressions = R"(
  SELECT s.no, u.user_id, s.decisions FROM suppressions AS s INDEXED BY suppressions_by_notification
  CROSS JOIN user_state AS u ON u.user_no = s.user_no
  WHERE s.notification_id = ?1)";

// At most one is unread, whatever was kept with the key before.
constexpr Sql kCollapsible = R"(
  SELECT rev, notification_id FROM inbox INDEXED BY inbox_collapsible
  WHERE user_no = ?1 AND collapse_key = ?2 AND rev > ?3 AND read_at IS NULL ORDER BY rev DESC LIMIT 1)";

constexpr Sql kAddToInbox = R"(
  INSERT INTO inbox (user_no, rev, notification_id, expires_at, collapse_key) VALUES (?1, ?2, ?3, ?4, ?5))";

constexpr Sql kForgetKeys = R"(
  DELETE FROM dedupe_keys WHERE no IN (SELECT no FROM dedupe_keys WHERE no > 0 ORDER BY no LIMIT ?2) AND used_at <= ?1)";

constexpr Sql kForgetSuppressions = R"(
  DELETE FROM suppressions WHERE no IN (SELECT no FROM suppressions WHERE no > 0 ORDER BY no LIMIT ?2) AND at < ?1)";

bool is_repeat(WriteSession& session, const UserRecord& record, const std::optional<std::string>& key) {
  if (!key) {
    return false;
  }
  Query rows(session.db(), kKeyUsedAt, record.no, *key);
  return rows.next() && rows.instant(0) > session.now() - kDedupeWindow;
}

Decisions decide_for(WriteSession& session, UserRecord& record, const PublishCommand& command, Membership membership) {
  const Notification& n = *command.notification;
  if (is_repeat(session, record, command.dedupe_key)) {
    return Decisions::none(Decision::duplicate);
  }
  if (n.channel && membership == Membership::to_be_checked &&
      !std::ranges::binary_search(session.channels_of(record), *n.channel)) {
    return Decisions::none(Decision::not_subscribed);
  }
  return decide(record.preferences.get(), n.type, session.policy().mandatory, session.now());
}

std::optional<InboxEntry> collapsible(WriteSession& session, const UserRecord& record,
                                      const std::optional<std::string>& key) {
  if (!key) {
    return std::nullopt;
  }
  Query rows(session.db(), kCollapsible, record.no, *key, record.read_up_to);
  return rows.next() ? std::optional(InboxEntry{.rev = rows.count(0), .id = rows.uuid(1), .read = false})
                     : std::nullopt;
}

void add_to_inbox(WriteSession& session, const UserId& user, UserRecord& record, const PublishCommand& command,
                  const Decisions& decisions) {
  Change change;
  change.op = ChangeOp::added;
  change.notification = command.notification;
  if (const auto earlier = collapsible(session, record, command.collapse_key)) {
    change.op = ChangeOp::replaced;
    change.replaces = earlier->id;
    drop_entry(session, record, *earlier);
  }
  ++record.unread;
  ++record.unseen;
  const InboxState state = session.log(user, record, std::move(change), command.origin, decisions);
  session.db().run(kAddToInbox, record.no, state.rev, command.notification->id, command.leaves_at(),
                   command.collapse_key);
}

bool forget(WriteSession& session, Sql sql, Instant floor, std::size_t batch) {
  session.db().run(sql, floor, batch);
  return session.db().changes() == static_cast<std::int64_t>(batch);
}

}  // namespace

Dealt publish_to(WriteSession& session, const UserId& user, UserRecord& record, const PublishCommand& command,
                 Membership membership) {
  const NotificationId id = command.notification->id;
  Dealt dealt{.decisions = decide_for(session, record, command, membership), .refs = 0};
  if (command.dedupe_key && dealt.decisions.of(ChannelKind::in_app) != Decision::duplicate) {
    session.db().run(kUseKey, record.no, *command.dedupe_key, id, session.now());
  }
  if (dealt.decisions.in_app()) {
    add_to_inbox(session, user, record, command, dealt.decisions);
    dealt.refs += 2;  // in the inbox and in the log
  } else {
    session.db().run(kSuppress, id, record.no, dealt.decisions.packed(), session.now());
  }
  if (wants_decided(session, dealt.decisions)) {
    add_decided(session, &record, id, dealt.decisions);
    ++dealt.refs;
  }
  return dealt;
}

std::vector<Suppressed> suppressions_of(WriteSession& session, NotificationId id) {
  std::vector<std::pair<std::int64_t, Suppressed>> found;
  Query rows(session.db(), kSuppressions, id);
  while (rows.next()) {
    const auto decisions = Decisions::unpacked(static_cast<std::uint32_t>(rows.integer(2)));
    found.emplace_back(rows.integer(0), Suppressed{UserId(rows.text(1)), decisions.of(ChannelKind::in_app)});
  }
  // By user in the index; the answer was in the order of deciding.
  std::ranges::sort(found, {}, [](const auto& one) { return one.first; });
  std::vector<Suppressed> all;
  all.reserve(found.size());
  for (auto& [no, suppressed] : found) {
    all.push_back(std::move(suppressed));
  }
  return all;
}

bool trim_publishes(WriteSession& session, const UpkeepLimits& limits) {
  const bool keys = forget(session, kForgetKeys, limits.now - kDedupeWindow, limits.batch);
  const bool suppressions = forget(session, kForgetSuppressions, limits.log_floor, limits.batch);
  return keys || suppressions;
}

}  // namespace belfry::sqlite

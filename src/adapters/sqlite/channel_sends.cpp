#include "adapters/sqlite/channel_sends.hpp"

#include "adapters/sqlite/content_rows.hpp"
#include "adapters/sqlite/idempotency.hpp"
#include "adapters/sqlite/publish_rows.hpp"
#include "adapters/sqlite/read_rows.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace belfry::sqlite {
namespace {

// Those who subscribe at this moment: the newest subscription there is anywhere, and how many are to this channel.
constexpr Sql kAudience = R"(
  SELECT s.seq, coalesce((SELECT subscribers FROM channels WHERE channel = ?1), 0)
  FROM subscriptions AS s WHERE s.seq > 0 ORDER BY s.seq DESC LIMIT 1)";

constexpr Sql kAdd = R"(
  INSERT INTO channel_sends (notification_id, last_seq, kept_until, dedupe_key, collapse_key, request_id, correlation_id)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))";

constexpr Sql kOldest = R"(
  SELECT s.no, s.last_seq, s.reached, s.kept_until, s.dedupe_key, s.collapse_key, s.request_id, s.correlation_id,
    )" BELFRY_NOTIFICATION_COLUMNS R"(
  FROM channel_sends AS s INDEXED BY channel_sends_by_end CROSS JOIN notifications AS n ON n.id = s.notification_id
  WHERE s.finished_at IS NULL ORDER BY s.no LIMIT 1)";

constexpr Sql kNext = R"(
  SELECT s.user_no, u.user_id FROM subscriptions AS s INDEXED BY subscriptions_by_channel
  CROSS JOIN user_state AS u ON u.user_no = s.user_no
  WHERE s.channel = ?1 AND s.user_no > ?2 AND s.seq <= ?3 ORDER BY s.user_no LIMIT ?4)";

constexpr Sql kReach = "UPDATE channel_sends SET reached = ?2 WHERE no = ?1";
constexpr Sql kFinish = "UPDATE channel_sends SET finished_at = ?2 WHERE no = ?1";

constexpr Sql kUnfinished = R"(
  SELECT 1 FROM channel_sends INDEXED BY channel_sends_by_end WHERE finished_at IS NULL LIMIT 1)";

constexpr Sql kFinishedBefore = R"(
  SELECT no, notification_id FROM channel_sends INDEXED BY channel_sends_by_end
  WHERE finished_at < ?1 ORDER BY finished_at LIMIT ?2)";
constexpr Sql kDrop = "DELETE FROM channel_sends WHERE no = ?1";

/// A send that has not reached everybody yet.
struct Send {
  std::int64_t no = 0;
  std::int64_t last_seq = 0;
  std::int64_t reached = 0;
  PublishCommand command;
};

struct Subscriber {
  std::int64_t no = 0;
  UserId id;
};

std::optional<Send> oldest(WriteSession& session) {
  constexpr int kContent = 8;
  Query rows(session.db(), kOldest);
  if (!rows.next()) {
    return std::nullopt;
  }
  Send send{.no = rows.integer(0), .last_seq = rows.integer(1), .reached = rows.integer(2), .command = {}};
  send.command.notification = notification_at(rows, kContent);
  send.command.kept_until = rows.maybe_instant(3);
  send.command.dedupe_key = rows.maybe_text(4);
  send.command.collapse_key = rows.maybe_text(5);
  if (!rows.null(6)) {
    send.command.origin = Origin{.connection = 0, .request_id = rows.text(6), .correlation_id = rows.text(7)};
  }
  return send;
}

std::vector<Subscriber> next_of(WriteSession& session, const Send& send, std::size_t limit) {
  std::vector<Subscriber> subscribers;
  Query rows(session.db(), kNext, *send.command.notification->channel, send.reached, send.last_seq, limit);
  while (rows.next()) {
    subscribers.push_back({rows.integer(0), UserId(rows.text(1))});
  }
  return subscribers;
}

bool anything_left(WriteSession& session) {
  Query rows(session.db(), kUnfinished);
  return rows.next();
}

}  // namespace

Result<Published> send_to_channel(WriteSession& session, const PublishCommand& command) {
  auto earlier = earlier_answer(session, command.idempotency);
  if (!earlier) {
    return fail(std::move(earlier.error()));
  }
  if (*earlier) {
    return std::move(**earlier);
  }
  const Notification& n = *command.notification;
  Published answer{.id = n.id, .accepted = 0, .replayed = false};
  std::int64_t last_seq = 0;
  {
    Query rows(session.db(), kAudience, *n.channel);
    if (rows.next()) {
      last_seq = rows.integer(0);
      answer.accepted = rows.count(1);
    }
  }
  const auto& origin = command.origin;
  add_content(session, n, 1);
  session.db().run(kAdd, n.id, last_seq, command.kept_until, command.dedupe_key, command.collapse_key,
                   origin ? std::optional(origin->request_id) : std::nullopt,
                   origin ? std::optional(origin->correlation_id) : std::nullopt);
  keep_answer(session, command.idempotency, answer);
  return answer;
}

Result<FanOutStep> fan_out(WriteSession& session, std::size_t batch) {
  const std::optional<Send> send = oldest(session);
  if (!send) {
    return FanOutStep{};
  }
  std::vector<Subscriber> subscribers = next_of(session, *send, batch + 1);  // one more tells whether any are left
  const bool last = subscribers.size() <= batch;
  subscribers.resize(std::min(subscribers.size(), batch));
  std::size_t refs = 0;
  for (const Subscriber& subscriber : subscribers) {
    UserRecord& record = session.user(subscriber.id);
    refs += publish_to(session, subscriber.id, record, send->command, Membership::seen).refs;
  }
  if (refs > 0) {
    hold_content(session, send->command.notification->id, refs);
  }
  if (!subscribers.empty()) {
    session.db().run(kReach, send->no, subscribers.back().no);
  }
  if (last) {
    session.db().run(kFinish, send->no, session.now());
  }
  return FanOutStep{.users = subscribers.size(), .more = !last || anything_left(session)};
}

bool trim_channel_sends(WriteSession& session, const UpkeepLimits& limits) {
  std::vector<std::pair<std::int64_t, NotificationId>> old;
  {
    Query rows(session.db(), kFinishedBefore, limits.log_floor, limits.batch);
    while (rows.next()) {
      old.emplace_back(rows.integer(0), rows.uuid(1));
    }
  }
  for (const auto& [no, notification_id] : old) {
    session.db().run(kDrop, no);
    release_content(session, notification_id);
  }
  return old.size() == limits.batch;
}

}  // namespace belfry::sqlite

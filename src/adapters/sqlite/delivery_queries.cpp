#include "adapters/sqlite/delivery_queries.hpp"

#include "adapters/sqlite/announcement_board.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace belfry::sqlite {
namespace {

constexpr Sql kContent = "SELECT " BELFRY_NOTIFICATION_COLUMNS " FROM notifications AS n WHERE n.id = ?1";

constexpr Sql kDecided = R"(
  SELECT u.user_id, c.user_no, c.at, c.decisions, c.rev, i.rev, i.delivered_at,
         coalesce(i.read_at, (SELECT m.at FROM read_marks AS m
                              WHERE m.user_no = i.user_no AND m.up_to >= i.rev ORDER BY m.up_to LIMIT 1))
  FROM inbox_changes AS c INDEXED BY inbox_changes_arrivals
  CROSS JOIN user_state AS u ON u.user_no = c.user_no
  LEFT JOIN inbox AS i ON i.notification_id = c.notification_id AND i.user_no = c.user_no
  WHERE c.notification_id = ?1 AND c.op IN (1, 8)
    AND (?2 IS NULL OR u.user_id = ?2) AND (?3 IS NULL OR u.user_id > ?3)
  UNION ALL
  SELECT u.user_id, s.user_no, s.at, s.decisions, NULL, NULL, NULL, NULL
  FROM suppressions AS s INDEXED BY suppressions_by_notification
  CROSS JOIN user_state AS u ON u.user_no = s.user_no
  WHERE s.notification_id = ?1 AND (?2 IS NULL OR u.user_id = ?2) AND (?3 IS NULL OR u.user_id > ?3)
  ORDER BY 1 LIMIT ?4)";

constexpr Sql kAnybody = R"(
  SELECT 1 FROM inbox_changes INDEXED BY inbox_changes_arrivals WHERE notification_id = ?1 AND op IN (1, 8)
  UNION ALL SELECT 1 FROM suppressions INDEXED BY suppressions_by_notification WHERE notification_id = ?1 LIMIT 1)";

constexpr Sql kReplaced = R"(
  SELECT 1 FROM inbox_changes INDEXED BY inbox_changes_replacements
  WHERE replaces = ?1 AND user_no = ?2 AND replaces IS NOT NULL LIMIT 1)";
constexpr Sql kDeparture = R"(
  SELECT op FROM inbox_changes INDEXED BY inbox_changes_departures
  WHERE notification_id = ?1 AND user_no = ?2 AND op IN (3, 4) LIMIT 1)";

constexpr Sql kMarked = R"(
  SELECT u.user_id, m.user_no, m.read_at, m.removed_at, u.announcements_read_up_to, u.announcements_delivered_up_to
  FROM announcement_marks AS m INDEXED BY announcement_marks_by_number
  CROSS JOIN user_state AS u ON u.user_no = m.user_no
  WHERE m.published = ?1 AND (?2 IS NULL OR u.user_id = ?2) AND (?3 IS NULL OR u.user_id > ?3)
  ORDER BY 1 LIMIT ?4)";

constexpr Sql kSend = "SELECT last_seq, reached, finished_at IS NULL FROM channel_sends WHERE notification_id = ?1";
constexpr Sql kWaiting = R"(
  SELECT count(*) FROM subscriptions INDEXED BY subscriptions_by_channel
  WHERE channel = ?1 AND user_no > ?2 AND seq <= ?3)";

/// A user of the report, with what its row says where to look further.
struct Found {
  UserDelivery delivery;
  std::int64_t user_no = 0;
  bool in_inbox = false;
};

std::optional<std::string> text_of(const std::optional<UserId>& user) {
  return user ? std::optional(user->str()) : std::nullopt;
}

Whereabouts how_it_left(Database& database, NotificationId id, std::int64_t user_no) {
  {
    Query rows(database, kReplaced, id, user_no);
    if (rows.next()) {
      return Whereabouts::replaced;
    }
  }
  Query rows(database, kDeparture, id, user_no);
  const bool expired = rows.next() && static_cast<ChangeOp>(rows.integer(0)) == ChangeOp::expired;
  return expired ? Whereabouts::expired : Whereabouts::removed;
}

std::vector<Found> decided(Database& database, NotificationId id, const DeliveryQuery& query) {
  std::vector<Found> all;
  Query rows(database, kDecided, id, text_of(query.user), text_of(query.after), query.limit + 1);
  while (rows.next()) {
    Found found{.delivery = {}, .user_no = rows.integer(1), .in_inbox = !rows.null(5)};
    found.delivery.user = UserId(rows.text(0));
    found.delivery.decided_at = rows.instant(2);
    found.delivery.decisions = Decisions::unpacked(static_cast<std::uint32_t>(rows.integer(3)));
    found.delivery.rev = rows.null(4) ? std::nullopt : std::optional(rows.count(4));
    found.delivery.delivered_at = rows.maybe_instant(6);
    found.delivery.read_at = found.in_inbox ? rows.maybe_instant(7) : std::nullopt;
    all.push_back(std::move(found));
  }
  return all;
}

void put(std::vector<Found> found, const DeliveryQuery& query, DeliveryReport& report) {
  report.has_more = found.size() > query.limit;
  found.resize(std::min(found.size(), query.limit));
  for (Found& user : found) {
    report.users.push_back(std::move(user.delivery));
  }
}

void report_on_send(Database& database, NotificationId id, DeliveryReport& report) {
  std::int64_t last_seq = 0;
  std::int64_t reached = 0;
  bool unfinished = false;
  {
    Query rows(database, kSend, id);
    if (!rows.next()) {
      return;
    }
    last_seq = rows.integer(0);
    reached = rows.integer(1);
    unfinished = rows.integer(2) != 0;
  }
  report.target = PublishTarget::channel;
  if (unfinished && report.notification != nullptr && report.notification->channel) {
    Query rows(database, kWaiting, *report.notification->channel, reached, last_seq);
    report.waiting = rows.next() ? rows.count(0) : 0;
  }
}

DeliveryReport report_on_announcement(Database& database, const AnnouncementEntry& entry, const DeliveryQuery& query) {
  DeliveryReport report;
  report.notification = entry.notification;
  report.target = PublishTarget::everybody;
  std::vector<Found> all;
  {
    Query rows(database, kMarked, entry.published, text_of(query.user), text_of(query.after), query.limit + 1);
    while (rows.next()) {
      Found found{.delivery = {}, .user_no = rows.integer(1)};
      UserDelivery& delivery = found.delivery;
      delivery.user = UserId(rows.text(0));
      delivery.decided_at = entry.published_at;
      delivery.read_at = rows.maybe_instant(2);
      delivery.whereabouts = !rows.null(3)   ? Whereabouts::removed
                             : entry.current ? Whereabouts::inbox
                                             : Whereabouts::expired;
      all.push_back(std::move(found));
    }
  }
  for (Found& found : all) {
    UserDelivery& delivery = found.delivery;
    if (!delivery.read_at) {
      delivery.read_at = step_reaching(database, found.user_no, StepKind::read, entry.published);
    }
    delivery.delivered_at = step_reaching(database, found.user_no, StepKind::delivered, entry.published);
  }
  put(std::move(all), query, report);
  return report;
}

bool decided_for_anybody(Database& database, NotificationId id) {
  Query rows(database, kAnybody, id);
  return rows.next();
}

}  // namespace

Result<DeliveryReport> read_delivery_report(Database& database, NotificationId id, const DeliveryQuery& query) {
  const Snapshot snapshot(database);
  if (const AnnouncementEntry* entry = board_of(database)->find(id)) {
    return report_on_announcement(database, *entry, query);
  }
  DeliveryReport report;
  {
    Query rows(database, kContent, id);
    report.notification = rows.next() ? notification_at(rows, 0) : nullptr;
  }
  report_on_send(database, id, report);
  std::vector<Found> all = decided(database, id, query);
  if (all.empty() && report.target == PublishTarget::users && !decided_for_anybody(database, id)) {
    return fail(ErrorCode::notification_not_found);
  }
  for (Found& found : all) {
    if (!found.delivery.decisions.in_app()) {
      found.delivery.whereabouts = Whereabouts::suppressed;
    } else if (!found.in_inbox) {
      found.delivery.whereabouts = how_it_left(database, id, found.user_no);
    }
  }
  put(std::move(all), query, report);
  return report;
}

}  // namespace belfry::sqlite

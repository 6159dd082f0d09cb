#pragma once

#include "ports/messages.hpp"
#include "unit/dialects/sample_jobs.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// One of every message a server can say, with fixed ids and times: what the golden files show.
namespace belfry::samples {

inline constexpr Instant kNow{std::chrono::milliseconds(1'769'342'400'123)};
inline constexpr const char* kRequestId = "0190aaaa-0000-7000-8000-000000000001";
inline constexpr const char* kDrawnId = "0190bbbb-0000-7000-8000-000000000002";

inline Uuid drawn_id(Instant) { return *Uuid::parse(kDrawnId); }
inline NotificationId notification_id() { return *Uuid::parse("0190a1b2-c3d4-7e5f-8a6b-0123456789ab"); }

inline InboxState state() { return {.rev = 42, .unread = 3, .unseen = 2, .epoch = 0x1A2B3C4D, .announcement = 5}; }

inline NotificationPtr minimal_notification() {
  Notification n;
  n.id = notification_id();
  n.type = "new_like";
  n.title = "Grace likes your board";
  n.created_at = from_millis(1'769'342'400'000);
  return std::make_shared<const Notification>(std::move(n));
}

inline NotificationPtr full_notification() {
  Notification n = *minimal_notification();
  n.type = "upload_complete";
  n.title = "Upload \"parts.csv\" is complete";
  n.body = "1,204 rows\nno error";
  n.icon = "check";
  n.action_url = "/uploads/17";
  n.channel = "team:7";
  n.data = R"({"rows":1204,"price":19.99,"tags":["a","b"],"level":"success"})";
  n.expires_at = from_millis(1'769'428'800'000);
  return std::make_shared<const Notification>(std::move(n));
}

/// What everybody gets names no channel.
inline NotificationPtr announcement() {
  Notification n = *full_notification();
  n.type = "system_announcement";
  n.title = "Maintenance on Sunday";
  n.channel = std::nullopt;
  return std::make_shared<const Notification>(std::move(n));
}

inline NotificationId replaced_id() { return *Uuid::parse("0190a1b2-0000-7000-8000-0000000000aa"); }

inline Change change(Rev rev, ChangeOp op) {
  Change made;
  made.rev = rev;
  made.at = from_millis(1'769'342'400'000 + static_cast<std::int64_t>(rev));
  made.op = op;
  switch (op) {
    case ChangeOp::added: made.notification = full_notification(); break;
    case ChangeOp::replaced:
      made.notification = minimal_notification();
      made.replaces = replaced_id();
      break;
    case ChangeOp::read:
    case ChangeOp::removed:
    case ChangeOp::expired: made.notification_id = notification_id(); break;
    case ChangeOp::read_all:
    case ChangeOp::seen: made.up_to = rev - 1; break;
    case ChangeOp::preferences: break;
    case ChangeOp::announced:
    case ChangeOp::announcement_edited:
    case ChangeOp::announcement_recalled: made.rev = 0; break;
  }
  return made;
}

inline Change announcement_change(AnnouncementNumber number, ChangeOp op) {
  Change made = change(0, op);
  made.announcement = number;
  if (op == ChangeOp::announcement_recalled) {
    made.notification_id = notification_id();
  } else {
    made.notification = announcement();
  }
  return made;
}

/// Everything of both logs up to there.
inline Change both_logs(Rev rev, ChangeOp op) {
  Change made = change(rev, op);
  made.announcement = state().announcement;
  return made;
}

inline std::vector<Change> every_change() {
  return {change(35, ChangeOp::added),
          change(36, ChangeOp::replaced),
          change(37, ChangeOp::read),
          change(38, ChangeOp::removed),
          change(39, ChangeOp::expired),
          change(40, ChangeOp::read_all),
          both_logs(41, ChangeOp::seen),
          change(42, ChangeOp::preferences),
          announcement_change(3, ChangeOp::announced),
          announcement_change(4, ChangeOp::announcement_edited),
          announcement_change(5, ChangeOp::announcement_recalled)};
}

inline std::vector<Sample> every_message() {
  using namespace messages;
  Error rate_limited(ErrorCode::rate_limited);
  rate_limited.retry_after_ms = 750;
  Error invalid(ErrorCode::invalid_message);
  invalid.fields.push_back({.pointer = "/payload/upTo", .code = "pattern", .detail = "must be a cursor or a rev"});
  std::vector<Sample> all = {
      {"connected", Connected{.connection_id = "conn_1769342400123_k3v9",
                              .user_id = "ada",
                              .state = state(),
                              .channels = {"team:7", "user:ada:news"},
                              .heartbeat_seconds = 30,
                              .max_message_bytes = 131'072,
                              .expires_at = from_millis(1'769'349'600'123)}},
      {"pong", Pong{kRequestId}},
      {"notification", NotificationMessage{full_notification(), 41, state(), Freshness::live}},
      {"notification_minimal", NotificationMessage{minimal_notification(), 42, state(), Freshness::live}},
      {"notification_replayed", NotificationMessage{minimal_notification(), 7, state(), Freshness::replayed}},
      {"notification_silent", NotificationMessage{.notification = minimal_notification(),
                                                  .rev = 42,
                                                  .state = state(),
                                                  .loudness = Loudness::silent,
                                                  .replaces = replaced_id()}},
      {"notification_announcement",
       NotificationMessage{.notification = announcement(), .state = {}, .announcement = 5}},
      {"inbox", InboxMessage{every_change(), state(), {}}},
      {"inbox_reply", InboxMessage{{}, state(), kRequestId}},
      {"message", Broadcast{.type = "notification", .data = R"({"title":"Deployed","level":"info"})"}},
      {"subscribed",
       Subscriptions{
           .change = SubscriptionChange::subscribed, .channels = {"team:7", "user:ada:news"}, .reply_to = kRequestId}},
      {"unsubscribed",
       Subscriptions{.change = SubscriptionChange::unsubscribed, .channels = {}, .reply_to = kRequestId}},
      {"resync_required", ResyncRequired{42}},
      {"reconnect", ReconnectAdvice{.retry_after_ms = 2500, .reason = "SERVER_SHUTDOWN"}},
      {"error", ErrorMessage{Error(ErrorCode::unknown_type), kRequestId}},
      {"error_details", ErrorMessage{invalid, kRequestId}},
      {"error_rate_limited", ErrorMessage{rate_limited, {}}},
  };
  for (Sample& sample : every_job_message()) {
    all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace belfry::samples

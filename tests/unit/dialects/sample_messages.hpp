#pragma once

#include "ports/messages.hpp"

#include <memory>
#include <string>
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

inline Change change(Rev rev, ChangeOp op) {
  Change made;
  made.rev = rev;
  made.at = from_millis(1'769'342'400'000 + static_cast<std::int64_t>(rev));
  made.op = op;
  if (op == ChangeOp::added) {
    made.notification = full_notification();
  } else if (op == ChangeOp::read_all || op == ChangeOp::seen) {
    made.up_to = rev - 1;
  } else {
    made.notification_id = notification_id();
  }
  return made;
}

inline std::vector<Change> every_change() {
  return {change(37, ChangeOp::added),   change(38, ChangeOp::read),     change(39, ChangeOp::removed),
          change(40, ChangeOp::expired), change(41, ChangeOp::read_all), change(42, ChangeOp::seen)};
}

struct Sample {
  std::string name;
  messages::ServerMessage message;
};

inline std::vector<Sample> every_message() {
  using namespace messages;
  Error rate_limited(ErrorCode::rate_limited);
  rate_limited.retry_after_ms = 750;
  Error invalid(ErrorCode::invalid_message);
  invalid.fields.push_back({.pointer = "/payload/upTo", .code = "pattern", .detail = "must be a cursor or a rev"});
  return {
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
      {"inbox", InboxMessage{every_change(), state(), {}}},
      {"inbox_reply", InboxMessage{{}, state(), kRequestId}},
      {"resync_required", ResyncRequired{42}},
      {"reconnect", ReconnectAdvice{.retry_after_ms = 2500, .reason = "SERVER_SHUTDOWN"}},
      {"error", ErrorMessage{Error(ErrorCode::unknown_type), kRequestId}},
      {"error_details", ErrorMessage{invalid, kRequestId}},
      {"error_rate_limited", ErrorMessage{rate_limited, {}}},
  };
}

}  // namespace belfry::samples

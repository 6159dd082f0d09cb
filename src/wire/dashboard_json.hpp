#pragma once

#include "base/result.hpp"
#include "domain/job.hpp"
#include "domain/level.hpp"
#include "domain/notification.hpp"
#include "json/message.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

/// The `data` of the messages of the `dashboard` dialect (docs/protocol.md, "dashboard"): what is written, what a
/// publisher's message is checked against, and the schemas. Times are ISO 8601.
namespace belfry::wire {

/// `info success warning error`.
bool is_level(std::string_view text);

struct DashboardNotification {
  std::string id;
  std::string title;
  std::string message;
  std::string level;
  std::string severity;  ///< the same as `level`
  std::optional<std::string> action_url;
  json::IsoTime timestamp;
  std::optional<std::string> notification_type;
  std::optional<json::RawObject> data;
};
BOOST_DESCRIBE_STRUCT(DashboardNotification, (),
                      (id, title, message, level, severity, action_url, timestamp, notification_type, data))

constexpr auto json_rules(const DashboardNotification*) {
  constexpr std::string_view kLevelPattern = "^(info|success|warning|error)$";
  return std::array{json::Rule{.member = "level", .matches = is_level, .pattern = kLevelPattern},
                    json::Rule{.member = "severity", .matches = is_level, .pattern = kLevelPattern}};
}

struct UploadProgress {
  std::string upload_id;
  std::string file_name;
  double progress = 0;
  std::optional<std::uint64_t> current_row;
  std::optional<std::uint64_t> total_rows;
  std::string message;
  std::optional<double> estimated_seconds_remaining;
  json::IsoTime timestamp;
};
BOOST_DESCRIBE_STRUCT(UploadProgress, (),
                      (upload_id, file_name, progress, current_row, total_rows, message, estimated_seconds_remaining,
                       timestamp))

constexpr auto json_rules(const UploadProgress*) {
  return std::array{json::Rule{.member = "progress", .numbers = {{0.0, 100.0}}},
                    json::Rule{.member = "estimated_seconds_remaining", .numbers = {{0.0, 1e9}}}};
}

/// An inbox notification as a dashboard shows it: the level is `data.level` where that is one, else that of the type.
DashboardNotification dashboard_notification(const Notification& notification);

/// A job of the kind `upload` as a dashboard shows it: its message is the service's, or how it ended.
UploadProgress upload_progress(const Job& job, Instant now);

/// A message that a publisher wants sent, `{"type", "data"}` of a `notification` or an `upload_progress`, as the data
/// to send: what a publisher need not say (`id`, `timestamp`, `level` or `severity`) is filled in. `validation_failed`
/// with pointers below `/message`.
Result<std::string> complete_dashboard_data(std::string_view type, const boost::json::value& data, Instant now);

}  // namespace belfry::wire

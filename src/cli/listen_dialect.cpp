#include "cli/listen_dialect.hpp"

#include "base/uuid.hpp"
#include "cli/job_line.hpp"
#include "cli/members.hpp"
#include "json/writer.hpp"

#include <utility>

namespace belfry::cli {

std::string_view socket_path(DialectKind dialect) {
  switch (dialect) {
    case DialectKind::notifications: return "/ws";
    case DialectKind::dashboard: return "/ws/dashboard";
    case DialectKind::jobs: return "/ws/jobs";
    case DialectKind::gateway: return {};
  }
  std::unreachable();
}

std::chrono::seconds silence_allowed(std::chrono::seconds heartbeat) {
  return heartbeat == std::chrono::seconds(0) ? std::chrono::hours(24) : 3 * heartbeat;
}

bool is_counted(DialectKind dialect, const boost::json::object& message) {
  const std::string_view type = string_member(message, "type");
  switch (dialect) {
    case DialectKind::notifications: return type == "notification";
    case DialectKind::dashboard: return type == "notification" || type == "upload_progress";
    case DialectKind::jobs: return is_job_news(type);
    case DialectKind::gateway: return false;
  }
  std::unreachable();
}

std::string follow_job_message(std::string_view job) {
  json::Writer writer;
  writer.begin_object();
  writer.member("type", "subscribe");
  writer.member("job_id", job);
  writer.end_object();
  return writer.take();
}

std::string ack_message(std::string_view notification_id) {
  const Instant now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  json::Writer writer;
  writer.begin_object();
  writer.member("id", Uuid::v4());
  writer.member("type", "notification:ack");
  writer.member("timestamp", now);
  writer.key("payload");
  writer.begin_object();
  writer.member("notificationId", notification_id);
  writer.end_object();
  writer.end_object();
  return writer.take();
}

}  // namespace belfry::cli

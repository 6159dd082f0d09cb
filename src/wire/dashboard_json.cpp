#include "wire/dashboard_json.hpp"

#include "base/iso8601.hpp"
#include "base/uuid.hpp"
#include "json/parse.hpp"

#include <utility>

namespace belfry::wire {
namespace {

constexpr std::string_view kPointer = "/message/data";

Level level_of(const Notification& notification) {
  if (notification.data) {
    const auto data = json::parse(*notification.data);
    const auto* object = data ? data->if_object() : nullptr;
    const auto* member = object != nullptr ? object->if_contains("level") : nullptr;
    const auto* text = member != nullptr ? member->if_string() : nullptr;
    if (const auto level = text != nullptr ? parse_level(std::string_view(*text)) : std::nullopt) {
      return *level;
    }
  }
  return level_of_type(notification.type);
}

void fill(boost::json::object& data, std::string_view member, std::string_view text) {
  if (!data.contains(member)) {
    data[member] = text;
  }
}

/// Either of the two stands for both.
void fill_levels(boost::json::object& data) {
  const auto* level = data.if_contains("level");
  const auto* severity = data.if_contains("severity");
  const boost::json::value known = level != nullptr      ? *level
                                   : severity != nullptr ? *severity
                                                         : boost::json::value("info");
  data["level"] = known;
  if (severity == nullptr) {
    data["severity"] = known;
  }
}

template <class Data>
Result<std::string> checked(const boost::json::value& value) {
  const auto read = json::read<Data>(value, json::UnknownMembers::refuse, kPointer);
  if (!read) {
    return fail(read.error());
  }
  return json::write(*read);
}

Result<std::string> checked_notification(const boost::json::value& value) {
  const auto read = json::read<DashboardNotification>(value, json::UnknownMembers::refuse, kPointer);
  if (!read) {
    return fail(read.error());
  }
  if (read->level != read->severity) {
    return fail(Error::validation("/message/data/severity", "differs", "must be the same as level"));
  }
  return json::write(*read);
}

std::string progress_text(const Job& job) {
  switch (job.status) {
    case JobStatus::queued:
    case JobStatus::running: return job.message.empty() ? job.stage : job.message;
    case JobStatus::completed: return "Completed";
    case JobStatus::failed: return job.error ? job.error->message : "Failed";
    case JobStatus::cancelled: return "Cancelled";
  }
  std::unreachable();
}

}  // namespace

bool is_level(std::string_view text) { return parse_level(text).has_value(); }

DashboardNotification dashboard_notification(const Notification& notification) {
  const std::string level(name_of(level_of(notification)));
  DashboardNotification made{.id = notification.id.str(),
                             .title = notification.title,
                             .message = notification.body.value_or(notification.title),
                             .level = level,
                             .severity = level,
                             .action_url = notification.action_url,
                             .timestamp = {notification.created_at},
                             .notification_type = notification.type,
                             .data = std::nullopt};
  if (notification.data) {
    made.data = json::RawObject{*notification.data};
  }
  return made;
}

UploadProgress upload_progress(const Job& job, Instant now) {
  return {.upload_id = job.id.str(),
          .file_name = job.file_name.value_or(job.title),
          .progress = job.progress,
          .current_row = job.current_row,
          .total_rows = job.total_rows,
          .message = progress_text(job),
          .estimated_seconds_remaining = job.seconds_remaining,
          .timestamp = {now}};
}

Result<std::string> complete_dashboard_data(std::string_view type, const boost::json::value& data, Instant now) {
  const auto* given = data.if_object();
  if (given == nullptr) {
    return fail(Error::validation(std::string(kPointer), "type", "must be an object"));
  }
  boost::json::object object = *given;
  fill(object, "timestamp", format_iso8601(now));
  if (type == "notification") {
    fill(object, "id", Uuid::v7(now).str());
    fill_levels(object);
    return checked_notification(object);
  }
  if (type == "upload_progress") {
    return checked<UploadProgress>(object);
  }
  return fail(Error::validation("/message/type", "unknown_type", "must be notification or upload_progress"));
}

}  // namespace belfry::wire

#include "bodies.hpp"

#include <algorithm>

namespace belfry::client {
namespace {

void add_text(JsonObject& to, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    to.add(name, text);
  }
}

template <typename T>
void add_given(JsonObject& to, std::string_view name, const std::optional<T>& value) {
  if (value) {
    to.add(name, *value);
  }
}

}  // namespace

std::string body_of(const Notification& notification) {
  JsonObject body;
  add_text(body, "userId", notification.user_id);
  if (!notification.user_ids.empty()) {
    body.add("userIds", Json::array({notification.user_ids.begin(), notification.user_ids.end()}));
  }
  if (notification.everybody) {
    body.add("audience", "all");
  }
  add_text(body, "channel", notification.channel);
  body.add("type", notification.type).add("title", notification.title);
  add_text(body, "body", notification.body);
  add_text(body, "icon", notification.icon);
  add_text(body, "actionUrl", notification.action_url);
  if (!notification.data.empty()) {
    body.add("data", notification.data);
  }
  if (notification.expires_at) {
    body.add("expiresAt", notification.expires_at->time_since_epoch().count());
  }
  add_text(body, "dedupeKey", notification.dedupe_key);
  add_text(body, "collapseKey", notification.collapse_key);
  return body.text();
}

std::string body_of(const Broadcast& broadcast) {
  JsonObject target;
  add_text(target, "userId", broadcast.user_id);
  add_text(target, "connectionId", broadcast.connection_id);
  if (target.empty()) {
    target.add("all", true);
  }
  const JsonObject message{{"type", broadcast.type}, {"data", broadcast.data}};
  return JsonObject{{"target", target}, {"message", message}}.text();
}

std::string body_of(const NewJob& job) {
  JsonObject body{{"userId", job.user_id}, {"kind", job.kind}, {"title", job.title}};
  if (!job.stages.empty()) {
    std::vector<Json> stages;
    for (const StageSpec& stage : job.stages) {
      stages.push_back(JsonObject{{"name", stage.name}, {"weight", stage.weight}});
    }
    body.add("stages", Json::array(stages));
  }
  add_text(body, "fileName", job.file_name);
  add_given(body, "totalRows", job.total_rows);
  add_text(body, "correlationId", job.correlation_id);
  return body.text();
}

std::string body_of(const Report& report) {
  JsonObject body;
  add_text(body, "stage", report.stage);
  add_given(body, "stageProgress", report.stage_progress);
  add_given(body, "progress", report.progress);
  add_text(body, "message", report.message);
  add_given(body, "currentRow", report.current_row);
  add_given(body, "totalRows", report.total_rows);
  add_given(body, "estimatedSecondsRemaining", report.estimated_seconds_remaining);
  return body.text();
}

std::string body_of_results(const JsonObject& results) {
  return results.empty() ? "{}" : JsonObject{{"results", results}}.text();
}

std::string body_of_failure(std::string_view code, std::string_view message, const JsonObject& details) {
  JsonObject error{{"code", code}, {"message", message}};
  if (!details.empty()) {
    error.add("details", details);
  }
  return JsonObject{{"error", error}}.text();
}

std::string segment(std::string_view name) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  // Dots alone would be taken as a way up, even when they are encoded.
  if (name == "." || name == "..") {
    return name.size() == 1 ? "%252E" : "%252E%252E";
  }
  std::string encoded;
  for (const char c : name) {
    if (kPlain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4U], kHex[byte & 0xfU]};
    }
  }
  return encoded;
}

}  // namespace belfry::client

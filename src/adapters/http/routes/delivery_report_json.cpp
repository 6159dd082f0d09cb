#include "adapters/http/routes/delivery_report_json.hpp"

#include "domain/publish_rules.hpp"

#include <utility>
#include <vector>

namespace belfry::http {
namespace {

/// Before a user id, which may begin with anything.
constexpr char kCursorMark = 'u';

std::string_view name_of_target(PublishTarget target) {
  switch (target) {
    case PublishTarget::users: return "users";
    case PublishTarget::channel: return "channel";
    case PublishTarget::everybody: return "all";
  }
  std::unreachable();
}

void write_trace(json::Writer& writer, const ConnectionTrace& trace) {
  writer.begin_object();
  if (!trace.connection_id.empty()) {
    writer.member("connectionId", trace.connection_id);
  }
  writer.member("sentAt", trace.sent_at);
  writer.member("ackedAt", trace.acked_at);
  if (trace.repeats != 0) {
    writer.member("repeats", trace.repeats);
  }
  writer.end_object();
}

void write_user(json::Writer& writer, const UserDelivery& user, std::span<const ConnectionTrace> connections) {
  writer.begin_object();
  write_user_delivery_members(writer, user);
  writer.key("connections");
  writer.begin_array();
  for (const ConnectionTrace& trace : connections) {
    if (trace.user == user.user) {
      write_trace(writer, trace);
    }
  }
  writer.end_array();
  writer.end_object();
}

}  // namespace

void write_user_delivery_members(json::Writer& writer, const UserDelivery& delivery) {
  writer.member("userId", delivery.user.view());
  writer.member("decidedAt", delivery.decided_at);
  writer.member("state", name_of(delivery.whereabouts));
  writer.member("rev", delivery.rev);
  if (delivery.decisions.silent) {
    writer.member("silent", true);
  }
  for (const ChannelKind kind : kChannelKinds) {
    writer.member(name_of(kind), name_of(delivery.decisions.of(kind)));
  }
  writer.member("deliveredAt", delivery.delivered_at);
  writer.member("readAt", delivery.read_at);
}

std::string delivery_report_body(NotificationId id, const DeliveryReport& report,
                                 std::span<const ConnectionTrace> connections) {
  json::Writer writer;
  writer.begin_object();
  writer.member("id", id);
  if (report.notification != nullptr) {
    writer.member("type", report.notification->type);
  }
  writer.member("target", name_of_target(report.target));
  if (report.target == PublishTarget::channel) {
    writer.member("waiting", report.waiting);
  }
  writer.key("users");
  writer.begin_array();
  for (const UserDelivery& user : report.users) {
    write_user(writer, user, connections);
  }
  writer.end_array();
  if (report.has_more && !report.users.empty()) {
    writer.member("nextCursor", kCursorMark + report.users.back().user.str());
  }
  writer.end_object();
  return writer.take();
}

std::optional<UserId> parse_report_cursor(std::string_view text) {
  if (!text.starts_with(kCursorMark)) {
    return std::nullopt;
  }
  text.remove_prefix(1);
  std::vector<FieldError> faults;
  check_user_id(text, "", faults);
  return faults.empty() ? std::optional(UserId(std::string(text))) : std::nullopt;
}

}  // namespace belfry::http

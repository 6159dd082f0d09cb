#include "wire/event_json.hpp"

#include "wire/notification_json.hpp"

#include <fmt/format.h>

namespace belfry::wire {

std::string event_id(std::uint64_t outbox_id) { return fmt::format("evt_{}", outbox_id); }

void write_event_members(json::Writer& writer, const Event& event) {
  writer.member("id", event_id(event.id));
  writer.member("type", event.type);
  writer.member("at", event.at);
  if (event.user != nullptr) {
    writer.member("userId", event.user->view());
  } else {
    writer.member("audience", std::string_view("all"));
  }
  writer.member("notificationId", event.notification_id);
  if (event.decisions) {
    writer.key("channels");
    writer.begin_object();
    writer.member("email", name_of(event.decisions->of(ChannelKind::email)));
    writer.member("push", name_of(event.decisions->of(ChannelKind::push)));
    writer.end_object();
  }
  if (event.notification != nullptr) {
    writer.key("notification");
    writer.begin_object();
    write_content_members(writer, *event.notification);
    writer.end_object();
  }
}

}  // namespace belfry::wire

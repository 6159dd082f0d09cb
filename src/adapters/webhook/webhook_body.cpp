#include "adapters/webhook/webhook_body.hpp"

#include "wire/event_json.hpp"

namespace belfry::webhook {

std::string webhook_body(const OutboxEntry& entry) {
  wire::Event event;
  event.id = entry.id;
  event.type = name_of(entry.kind);
  event.at = entry.at;
  event.user = entry.user ? &*entry.user : nullptr;
  event.notification_id = entry.notification_id;
  switch (entry.kind) {
    case OutboxKind::decided:
      event.decisions = entry.decisions;
      event.notification = entry.notification.get();
      break;
    case OutboxKind::delivered: break;
  }
  json::Writer writer;
  writer.begin_object();
  wire::write_event_members(writer, event);
  writer.end_object();
  return writer.take();
}

}  // namespace belfry::webhook

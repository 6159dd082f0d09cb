#include "dialects/notifications_dialect.hpp"

#include "dialects/notifications_payloads.hpp"
#include "json/parse.hpp"

#include <array>
#include <utility>

namespace belfry {
namespace {

using json::UnknownMembers;
using messages::ClientCommand;
using messages::ClientMessage;
using notifications::ChannelsPayload;
using notifications::Envelope;
using notifications::SyncPayload;
using notifications::TargetPayload;

/// On a socket every fault of shape is an invalid message; what was wrong stays in the details.
Failure invalid(std::vector<FieldError> faults) {
  Error error(ErrorCode::invalid_message);
  error.fields = std::move(faults);
  return fail(std::move(error));
}

/// A missing payload is a fault only of commands that need one.
template <class Payload>
Result<Payload> read_payload(const Envelope& envelope) {
  if (!envelope.payload) {
    return invalid({{.pointer = "/payload", .code = "required", .detail = "is missing"}});
  }
  auto payload = json::read<Payload>(*envelope.payload->value, UnknownMembers::ignore, "/payload");
  if (!payload) {
    return invalid(std::move(payload.error().fields));
  }
  return payload;
}

Result<messages::Target> read_target(const Envelope& envelope) {
  auto payload = read_payload<TargetPayload>(envelope);
  if (!payload) {
    return fail(std::move(payload.error()));
  }
  if (payload->notification_id.has_value() == payload->up_to.has_value()) {
    return invalid(
        {{.pointer = "/payload", .code = "target", .detail = "exactly one of notificationId and upTo is needed"}});
  }
  return payload->up_to ? messages::Target(*payload->up_to) : messages::Target(*payload->notification_id);
}

Result<ClientCommand> read_ping(const Envelope&) { return messages::Ping{}; }

template <class Command>
Result<ClientCommand> read_targeted(const Envelope& envelope) {
  auto target = read_target(envelope);
  if (!target) {
    return fail(std::move(target.error()));
  }
  return Command{*target};
}

Result<ClientCommand> read_sync(const Envelope& envelope) {
  auto payload = read_payload<SyncPayload>(envelope);
  if (!payload) {
    return fail(std::move(payload.error()));
  }
  return messages::Sync{payload->since};
}

template <class Command>
Result<ClientCommand> read_channels(const Envelope& envelope) {
  auto payload = read_payload<ChannelsPayload>(envelope);
  if (!payload) {
    return fail(std::move(payload.error()));
  }
  return Command{std::move(payload->channels)};
}

struct Route {
  std::string_view type;
  Result<ClientCommand> (*read)(const Envelope&);
};
constexpr std::array kRoutes = {
    Route{"ping", &read_ping},
    Route{"notification:ack", &read_targeted<messages::Ack>},
    Route{"notification:read", &read_targeted<messages::Read>},
    Route{"sync", &read_sync},
    Route{"subscribe", &read_channels<messages::Subscribe>},
    Route{"unsubscribe", &read_channels<messages::Unsubscribe>},
};

Result<ClientCommand> read_command(const boost::json::value& value) {
  auto envelope = json::read<Envelope>(value, UnknownMembers::ignore);
  if (!envelope) {
    return invalid(std::move(envelope.error().fields));
  }
  for (const Route& route : kRoutes) {
    if (route.type == envelope->type) {
      return route.read(*envelope);
    }
  }
  return fail(ErrorCode::unknown_type);
}

/// The client's own spelling, so that it finds its id again; empty unless it is a UUID.
std::string request_id_of(const boost::json::value& value) {
  const auto* object = value.if_object();
  const auto* member = object != nullptr ? object->if_contains("id") : nullptr;
  const auto* text = member != nullptr ? member->if_string() : nullptr;
  if (text == nullptr || !Uuid::parse(std::string_view(*text))) {
    return {};
  }
  return std::string(std::string_view(*text));
}

}  // namespace

ClientMessage NotificationsDialect::decode(std::string_view text) const {
  const auto value = json::parse(text);
  if (!value) {
    return {.request_id = {}, .command = fail(value.error())};
  }
  return {.request_id = request_id_of(*value), .command = read_command(*value)};
}

}  // namespace belfry

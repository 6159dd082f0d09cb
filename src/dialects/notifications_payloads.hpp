#pragma once

#include "json/message.hpp"
#include "wire/position_codec.hpp"

#include <optional>
#include <string>
#include <vector>

/// What clients of the `notifications` dialect send, as it is read and as /asyncapi.json describes it.
namespace belfry::notifications {

struct Envelope {
  Uuid id;
  std::string type;
  std::optional<double> timestamp;
  std::optional<json::ObjectView> payload;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (id, type, timestamp, payload))

struct TargetPayload {
  std::optional<Uuid> notification_id;
  std::optional<UpTo> up_to;
};
BOOST_DESCRIBE_STRUCT(TargetPayload, (), (notification_id, up_to))

struct SyncPayload {
  Cursor since;
};
BOOST_DESCRIBE_STRUCT(SyncPayload, (), (since))

struct ChannelsPayload {
  std::vector<std::string> channels;
};
BOOST_DESCRIBE_STRUCT(ChannelsPayload, (), (channels))

}  // namespace belfry::notifications

#pragma once

#include "base/result.hpp"
#include "domain/audience.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace belfry::wire {

/// A public connection id.
struct ToConnection {
  std::string connection_id;
};

/// A broadcast as asked for (docs/protocol.md, "HTTP"): its data complete and checked against the dialect's schema.
struct BroadcastDraft {
  std::variant<ToEverybody, UserId, ToConnection> target;
  std::string type;
  std::string data;  ///< a JSON object, as compact text
};

/// The body of `POST /broadcast`, `{target: {all: true} | {userId} | {connectionId}, message: {type, data}}`.
/// `invalid_message` when it is not JSON, else `validation_failed` with pointers.
Result<BroadcastDraft> read_broadcast_body(std::string_view body, Instant now);

boost::json::object broadcast_body_schema();

/// `{successCount, failureCount}`.
std::string tally_body(std::uint64_t succeeded, std::uint64_t failed);

}  // namespace belfry::wire

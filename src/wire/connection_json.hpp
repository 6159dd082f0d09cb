#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "domain/dialect_kind.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Open connections as services see them (product 1.5) and as API Gateway's SDKs do. Times are ISO 8601.
namespace belfry::wire {

struct ConnectionView {
  std::string connection_id;
  std::string user_id;
  std::optional<Uuid> token_id;  ///< absent when a user JWT opened it
  Instant connected_at;
  Instant last_ping_at;
  Instant last_active_at;
  std::vector<std::string> subscriptions;
  std::string user_agent;  ///< empty: the client sent none
  std::string source_ip;
  DialectKind dialect = DialectKind::notifications;
  std::string node_id;
  Instant expires_at;
};

std::string connection_body(const ConnectionView& connection);

/// `{items, nextCursor?}`. An empty cursor: there are no more.
std::string connections_body(std::span<const ConnectionView> connections, std::string_view next_cursor);

/// What API Gateway's GetConnection answers: `{identity: {sourceIp, userAgent}, connectedAt, lastActiveAt}`.
std::string get_connection_body(const ConnectionView& connection);

boost::json::object connection_schema();

}  // namespace belfry::wire

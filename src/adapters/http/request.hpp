#pragma once

#include "adapters/http/headers.hpp"
#include "adapters/http/method.hpp"
#include "adapters/http/target.hpp"
#include "app/connection_record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::http {

/// A request as a route handler sees it. A value: handlers take it and keep what they like.
struct Request {
  Method method = Method::get;  ///< `head` reaches the handler of GET; its body is left out when the answer is written
  Target target;
  Headers headers;
  std::string body;
  app::AddressBytes source{};  ///< the client: the peer, or what trusted proxies say (product 1.4)
  std::uint32_t shard = 0;     ///< where the connection lives and the handler runs
  std::string request_id;      ///< X-Request-Id, echoed or made
  std::string correlation_id;  ///< X-Correlation-Id; empty when none came

  /// One segment that the route's pattern named; the name is the router's.
  struct Parameter {
    std::string_view name;
    std::string value;
  };
  std::vector<Parameter> parameters;
  std::string_view route;  ///< the pattern that matched; empty when none did

  /// The decoded segment named `{name}` in the pattern. The name must be one of the pattern's.
  const std::string& parameter(std::string_view name) const;
  /// The first query parameter of that name.
  std::optional<std::string_view> query(std::string_view name) const;
  std::vector<std::string_view> query_all(std::string_view name) const;
  /// The first header of that name; empty when there is none.
  std::string_view header(std::string_view name) const { return headers.get(name); }
  /// What follows `Authorization: Bearer `; empty when there is no such header.
  std::string_view bearer_token() const;
};

}  // namespace belfry::http

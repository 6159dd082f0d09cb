#pragma once

#include "adapters/http/router.hpp"
#include "domain/notification_types.hpp"
#include "json/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace belfry::http::openapi {

struct About {
  std::string version;     ///< of the server
  std::string server_url;  ///< where the routes are served
};

struct Document {
  json::Schema json;                     ///< OpenAPI 3.1
  std::vector<std::string> undescribed;  ///< routes that it leaves out, for want of a description: "GET /x"
};

/// What the router answers. An address that serves a part of the routes has the description of that part.
Document document(const Router& router, const About& about, const NotificationTypes& types);

/// The routes that are described, "GET /x", whether a router has them or not.
std::vector<std::string> described_routes();

}  // namespace belfry::http::openapi

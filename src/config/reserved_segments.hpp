#pragma once

#include <array>
#include <string_view>

namespace belfry::config {

/// The first segments of the server's own routes, which no stage may take; tests/integration/test_gateway_config.py
/// holds this list to what the server routes. `admin` and `assets` are the dashboard's.
inline constexpr std::array<std::string_view, 17> kReservedSegments = {
    "admin",   "announcements", "assets", "broadcast",    "channels", "connections", "dev", "healthz",      "jobs",
    "metrics", "notifications", "outbox", "openapi.json", "readyz",   "users",       "ws",  "asyncapi.json"};

}  // namespace belfry::config

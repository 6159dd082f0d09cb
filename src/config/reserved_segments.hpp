#pragma once

#include <array>
#include <string_view>

namespace belfry::config {

/// The first segments of the server's own routes, which no stage may take. HttpFront refuses to start with a stage that
/// is missing here, and tests/integration/test_gateway_config.py holds this list to what the server routes.
inline constexpr std::array<std::string_view, 16> kReservedSegments = {
    "admin",   "announcements", "broadcast", "channels",     "connections", "dev",   "healthz", "jobs",
    "metrics", "notifications", "outbox",    "openapi.json", "readyz",      "users", "ws",      "asyncapi.json"};

}  // namespace belfry::config

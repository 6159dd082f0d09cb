#pragma once

#include <array>
#include <string_view>

namespace belfry::config {

/// The first segments of the server's own routes, which no stage may take; tests/integration/test_gateway_config.py
/// holds this list to what the server describes, tests/unit/server/dashboard_test.cpp to the dashboard's addresses.
inline constexpr std::array kReservedSegments = std::to_array<std::string_view>({"admin",        "announcements",
                                                                                 "assets",       "asyncapi.json",
                                                                                 "broadcast",    "channels",
                                                                                 "connections",  "dev",
                                                                                 "favicon.svg",  "healthz",
                                                                                 "history",      "jobs",
                                                                                 "metrics",      "notifications",
                                                                                 "openapi.json", "outbox",
                                                                                 "preferences",  "readyz",
                                                                                 "running",      "upload",
                                                                                 "users",        "ws"});

}  // namespace belfry::config

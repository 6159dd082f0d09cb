#pragma once

#include <array>
#include <string_view>

namespace belfry::config {

/// First segments of the server's own paths, which a stage of `[routes]` may not be.
inline constexpr std::array<std::string_view, 18> kReservedPaths = {
    "@connections",  "admin",        "announcements", "asyncapi.json", "assets", "broadcast",
    "channels",      "connections",  "dev",           "healthz",       "jobs",   "metrics",
    "notifications", "openapi.json", "outbox",        "readyz",        "users",  "ws"};

}  // namespace belfry::config

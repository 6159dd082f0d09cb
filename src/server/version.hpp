#pragma once

namespace belfry::server {

inline constexpr const char* kVersion = BELFRY_VERSION;

}  // namespace belfry::server

#pragma once

#include <string>

namespace belfry::server {

/// Of the project, as CMakeLists.txt states it: `0.1.0`.
std::string version();

}  // namespace belfry::server

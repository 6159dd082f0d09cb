#pragma once

#include "domain/route_selection.hpp"

#include <string_view>

namespace belfry::gateway {

/// The route key of a message; nothing for one that is not JSON. What stands at a path becomes text: strings as they
/// are, other values as JSON writes them, arrays as `[first, second]`.
std::optional<std::string> route_key_of(const RouteSelection& selection, std::string_view message);

}  // namespace belfry::gateway

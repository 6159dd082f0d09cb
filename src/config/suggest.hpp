#pragma once

#include <span>
#include <string>
#include <string_view>

namespace belfry::config {

/// ` (did you mean "listen"?)` with the known name that is nearest by edit distance, or nothing when none is near.
std::string suggestion(std::string_view unknown, std::span<const std::string> known);

}  // namespace belfry::config

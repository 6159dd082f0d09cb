#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace belfry {

/// The number of code points, or nothing when the text is not UTF-8 (RFC 3629: no overlong forms, no surrogates,
/// nothing above U+10FFFF).
std::optional<std::size_t> count_characters(std::string_view text);

}  // namespace belfry

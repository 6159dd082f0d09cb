#pragma once

#include "base/result.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>

namespace belfry::json {

/// How deep arrays and objects may nest.
inline constexpr std::size_t kMaxDepth = 32;

/// Members of one object: the objects of Boost.JSON hash without a secret, so that chosen names could make a long one
/// slow.
inline constexpr std::size_t kMaxMembers = 1024;

/// One JSON text (RFC 8259), valid UTF-8, nothing behind it. Refused beside what is not JSON: a member name that stands
/// twice in its object, numbers beyond a double, and what exceeds the limits above. Fails with `invalid_message`, whose
/// only field error (code `json`) says where.
Result<boost::json::value> parse(std::string_view text);

}  // namespace belfry::json

#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace belfry::auth {

/// A JSON object without a member named twice, at any depth: two readers of a credential must never see two different
/// claims (RFC 7515 section 4, RFC 8725 section 2.6). UTF-8, at most 32 deep, nothing behind the object.
std::optional<boost::json::object> parse_object(std::string_view text);

/// The member's string; none when absent or of another type.
std::optional<std::string_view> string_member(const boost::json::object& object, std::string_view name);

}  // namespace belfry::auth

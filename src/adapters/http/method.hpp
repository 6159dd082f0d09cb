#pragma once

#include <cstdint>
#include <string_view>

namespace belfry::http {

/// RFC 9110 section 9, as far as a route here can use them.
enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };

/// Upper case, as on the wire; "OTHER" for what no route can have.
std::string_view name_of(Method method);
/// Methods are case-sensitive (RFC 9110 section 9.1).
Method method_from(std::string_view name);

}  // namespace belfry::http

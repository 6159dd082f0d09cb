#pragma once

#include "adapters/http/request.hpp"

#include <string>
#include <string_view>

namespace belfry::http {

/// Whether the caller's `If-None-Match` lists the tag, weak or strong, or anything (RFC 9110 section 13.1.2).
bool none_match(const Request& request, std::string_view tag);

/// A strong tag, quoted, that is the same for the same text.
std::string tag_of_text(std::string_view text);

}  // namespace belfry::http

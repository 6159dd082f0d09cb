#pragma once

#include "adapters/http/response.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string>

namespace belfry::http {

enum class Persistence : std::uint8_t { keep_alive, close };
enum class BodyRule : std::uint8_t { send, omit };  ///< `omit` answers HEAD

/// Status line, header section and body as they go on the wire. Control characters in a header's value become spaces:
/// no value can begin a line of its own.
std::string render(Response response, Persistence persistence, BodyRule body_rule, Instant now);

/// RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(Instant at);

}  // namespace belfry::http

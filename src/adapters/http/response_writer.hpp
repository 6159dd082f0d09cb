#pragma once

#include "adapters/http/response.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::http {

enum class Persistence : std::uint8_t { keep_alive, close };
enum class BodyRule : std::uint8_t { send, omit };  ///< `omit` answers HEAD
/// How a body in pieces ends. HTTP/1.0 knows no chunks (RFC 9112 section 6.1): there the connection's end is its end.
enum class Framing : std::uint8_t { chunked, until_close };

/// Status line, header section and body as they go on the wire; of a body in pieces none. Control characters in a
/// header's value become spaces: no value can begin a line of its own.
std::string render(const Response& response, Persistence persistence, BodyRule body_rule, Instant now,
                   Framing framing = Framing::chunked);

/// A piece of a body in chunks (RFC 9112 section 7.1); an empty one is the end of it.
std::string as_chunk(std::string_view piece);

/// RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(Instant at);

}  // namespace belfry::http

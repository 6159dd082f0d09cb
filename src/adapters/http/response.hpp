#pragma once

#include "adapters/http/headers.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace belfry::http {

/// Makes the next piece of a long body; an empty one ends it. Called on the connection's shard, one at a time, as the
/// peer takes what went before. An error breaks the connection off, so that the peer sees that it is not whole.
using NextPiece = std::function<Task<Result<std::string>>()>;

/// What a route handler answers. The connection adds Date, Content-Length, the request's ids and the CORS fields.
struct Response {
  int status = 200;
  std::string content_type;  ///< empty: there is no body
  std::string body;
  Headers headers;
  NextPiece next_piece = {};  ///< set: the body comes from here, in chunks (RFC 9112 section 7.1), and `body` is empty

  static Response json(int status, std::string body) { return {status, "application/json", std::move(body), {}, {}}; }
  static Response text(int status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body), {}, {}};
  }
  static Response no_content() { return {204, {}, {}, {}, {}}; }

  Response& with(std::string name, std::string value) & {
    headers.set(name, std::move(value));
    return *this;
  }
  Response&& with(std::string name, std::string value) && {
    headers.set(name, std::move(value));
    return std::move(*this);
  }
};

/// RFC 9110 section 15; "Unknown" for a status this server never sends.
std::string_view reason_phrase(int status);

}  // namespace belfry::http

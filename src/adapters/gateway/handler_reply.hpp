#pragma once

#include "adapters/http_client/http_post.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace belfry::gateway {

/// How a handler is called.
enum class Contract : std::uint8_t {
  post,    ///< the event is posted to a web server, whose answer counts
  invoke,  ///< Lambda's Invoke: the answer is 200, and its body what the function returned
};

/// What a handler answered: Lambda's proxy shape.
struct HandlerReply {
  int status = 200;
  std::optional<std::string> body = std::nullopt;
  std::optional<std::string> subprotocol = std::nullopt;  ///< its header Sec-WebSocket-Protocol
};

/// The answer as the contract reads it, or why it is none, for the log: a function that failed, something else than the
/// proxy shape, a member that this does not have, more than a message may hold. Of `post`, a body that is not of the
/// proxy shape counts as it is, with the status of the answer; a 5xx is a failure.
std::expected<HandlerReply, std::string> read_reply(const http_client::PostAnswer& answer, Contract contract);

}  // namespace belfry::gateway

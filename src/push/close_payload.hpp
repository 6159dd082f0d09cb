#pragma once

#include "base/frame.hpp"
#include "ports/socket.hpp"

#include <cstdint>
#include <expected>
#include <string_view>

namespace belfry::push {

/// Whether a peer may put this code on the wire (RFC 6455 section 7.4): 1000-1003, 1007-1014 and 3000-4999.
/// 1012-1014 are registered with IANA since.
bool may_be_sent(std::uint16_t code);

/// The code in a close frame's payload; `no_status` when it is empty. Otherwise the code to fail the connection with:
/// 1002 for one byte or a forbidden code, 1007 for a reason that is not UTF-8.
std::expected<CloseCode, CloseCode> parse_close_payload(std::string_view payload);

/// A close frame. The reason is cut to what a control frame holds, at a character's boundary. `no_status` makes an
/// empty one.
Frame::Ptr make_close_frame(CloseCode code, std::string_view reason);

}  // namespace belfry::push

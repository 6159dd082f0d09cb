#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace belfry::push {

/// RFC 9110 section 5.6.2.
bool is_token(std::string_view text);

/// The elements of a comma-separated list, without the white space around them; empty elements are passed over, as RFC
/// 9110 section 5.6.1.2 asks of recipients. Views into `field`.
std::vector<std::string_view> split_list(std::string_view field);

/// ASCII only.
bool equals_ignoring_case(std::string_view left, std::string_view right);

/// The subprotocols that a client offers, in its order of preference: the values of all its Sec-WebSocket-Protocol
/// fields. Nothing when an element is not a token or comes twice (RFC 6455 section 4.1), or when fields are there but
/// name none. Views into the values.
std::optional<std::vector<std::string_view>> parse_subprotocols(const std::vector<std::string_view>& fields);

}  // namespace belfry::push

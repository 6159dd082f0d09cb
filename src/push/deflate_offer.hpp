#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::push {

/// The value of Sec-WebSocket-Extensions that takes the first permessage-deflate offer (RFC 7692 section 7.1) which
/// agrees with `Compression::deflate`; nothing: go on without the extension. `fields` are the values of all the
/// client's Sec-WebSocket-Extensions fields, in order (RFC 6455 section 9.1).
/// Declined: offers with an unknown parameter, one that comes twice or has a bad value, and those that ask for a server
/// window below 15 bits, since a frame is compressed once for all. Fields that cannot be read offer nothing.
std::optional<std::string> take_deflate_offer(const std::vector<std::string_view>& fields);

}  // namespace belfry::push

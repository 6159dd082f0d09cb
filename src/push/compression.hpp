#pragma once

#include <cstdint>

namespace belfry::push {

/// What the handshake agreed on. `deflate` is permessage-deflate (RFC 7692) with no context takeover on either side: no
/// connection has compression state of its own, and a message is compressed once for all who get it.
enum class Compression : std::uint8_t { none, deflate };

}  // namespace belfry::push

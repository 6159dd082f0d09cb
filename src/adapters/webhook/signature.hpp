#pragma once

#include "base/time.hpp"

#include <string>
#include <string_view>

namespace belfry::webhook {

/// The value of `Belfry-Signature` (docs/outbox.md): `t=<Unix seconds>,v1=<hex>`, the latter the HMAC-SHA256 (RFC 2104)
/// of `<Unix seconds>.<body>`. The time is signed as well, so that a receiver can refuse what somebody recorded and
/// sends again later.
std::string signature(std::string_view secret, Instant at, std::string_view body);

}  // namespace belfry::webhook

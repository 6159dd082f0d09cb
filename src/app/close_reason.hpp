#pragma once

#include "ports/socket.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::app {

/// The JSON reason of a close frame (docs/protocol.md, "Close codes"): under 123 bytes for the codes we use.
inline std::string close_reason(std::string_view code) { return fmt::format(R"({{"code":"{}"}})", code); }
inline std::string close_reason(std::string_view code, std::uint32_t retry_after_ms) {
  return fmt::format(R"({{"code":"{}","retryAfterMs":{}}})", code, retry_after_ms);
}

/// For the log.
std::string_view name_of(CloseCode code);

}  // namespace belfry::app

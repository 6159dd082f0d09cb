#pragma once

#include "base/frame.hpp"
#include "domain/audience.hpp"
#include "domain/dialect_kind.hpp"
#include "domain/ids.hpp"
#include "ports/user_event.hpp"

#include <array>
#include <cstdint>
#include <variant>

namespace belfry::app {

/// Whom a service pushes something to that is kept nowhere (product 3.1).
using PushTarget = std::variant<ToEverybody, UserId, ConnectionKey>;

/// The same message in each dialect; null where a dialect has none, whose connections are no targets.
using FrameSet = std::array<Frame::Ptr, kDialectCount>;

/// Connections that took it, or have it in their bounded queue; and those that did not, which are being removed.
struct PushTally {
  std::uint64_t succeeded = 0;
  std::uint64_t failed = 0;
  std::uint64_t overflowed = 0;  ///< of those that failed: had no room left
};

}  // namespace belfry::app

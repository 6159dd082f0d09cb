#pragma once

#include <chrono>
#include <cstdint>

namespace belfry {

/// Wall-clock time with the precision of the wire: Unix milliseconds, UTC.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

inline std::int64_t to_millis(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_millis(std::int64_t millis) { return Instant(std::chrono::milliseconds(millis)); }

}  // namespace belfry

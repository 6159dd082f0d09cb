#pragma once

#include "base/time.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace belfry {

/// RFC 9562. Stored as 16 bytes; the text form is lower case with hyphens.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  /// Version 7: `at` in the first 48 bits, so that ids sort by time of creation; the rest random.
  static Uuid v7(Instant at);
  static Uuid v4();
  /// The smallest version 7 id of that millisecond: a bound for range queries by time.
  static Uuid v7_floor(Instant at);
  /// Any version, either case; nothing for any other shape.
  static std::optional<Uuid> parse(std::string_view text);

  std::string str() const;

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

}  // namespace belfry

template <>
struct std::hash<belfry::Uuid> {
  std::size_t operator()(const belfry::Uuid& id) const noexcept {
    std::uint64_t tail = 0;  // the random half
    std::memcpy(&tail, id.bytes.data() + 8, sizeof tail);
    return static_cast<std::size_t>(tail);
  }
};

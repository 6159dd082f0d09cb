#pragma once

#include <cstdint>

namespace belfry::push {

/// Names a connection of one loop without keeping it alive: a slot and how often that slot has been used. What was
/// remembered for a connection that is gone finds nothing, even when its slot is in use again.
struct Handle {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;

  std::uint64_t packed() const { return static_cast<std::uint64_t>(generation) << 32 | slot; }
  static Handle unpack(std::uint64_t packed) {
    return {.slot = static_cast<std::uint32_t>(packed), .generation = static_cast<std::uint32_t>(packed >> 32)};
  }
};

}  // namespace belfry::push

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace belfry::push {

/// Applies a frame's masking key in place (RFC 6455 section 5.3). `key` holds the four key bytes in the order of the
/// wire; `phase` is the number of payload bytes of the frame that were unmasked before these.
void unmask(std::span<char> payload, std::uint32_t key, std::uint64_t phase);

}  // namespace belfry::push

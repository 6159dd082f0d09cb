#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace belfry {

/// Bytes from the kernel's generator (getrandom), read ahead in blocks per thread. Fit for ids and secrets.
void fill_random(std::span<std::uint8_t> out);
std::uint64_t random_u64();

/// `length` characters of `[0-9a-z]`.
std::string random_text(std::size_t length);

}  // namespace belfry

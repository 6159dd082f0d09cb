#pragma once

#include "adapters/auth/crypto.hpp"

#include <string>

namespace belfry::sigv4 {

/// Lower case, as signatures are written.
inline std::string hex(const auth::Digest& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 0xF]);
  }
  return text;
}

}  // namespace belfry::sigv4

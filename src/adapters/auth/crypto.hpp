#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::auth {

using Digest = std::array<std::uint8_t, 32>;

inline std::string_view as_text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// RFC 4648 section 5, without padding (RFC 7515 section 2).
std::string base64url_encode(std::string_view bytes);

/// Strict: no padding, no other alphabet, no white space, unused bits zero. So every byte string has exactly one
/// encoding, and a changed character never decodes to the same bytes.
std::optional<std::string> base64url_decode(std::string_view text);

Digest sha256(std::string_view bytes);
/// RFC 2104 with SHA-256.
Digest hmac_sha256(std::string_view key, std::string_view bytes);

/// Takes as long for a difference in the first byte as for none. Lengths are not secret.
bool constant_time_equal(std::string_view a, std::string_view b);

}  // namespace belfry::auth

#include "adapters/webhook/signature.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace belfry::webhook {
namespace {

using Digest = std::array<std::uint8_t, 32>;

Digest hmac_sha256(std::string_view key, std::string_view text) {
  if (key.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw std::length_error("an HMAC key of over 2 GiB");
  }
  Digest digest;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const std::uint8_t*>(text.data()),
           text.size(), digest.data(), nullptr) == nullptr) {
    throw std::runtime_error("HMAC-SHA256 is not available");
  }
  return digest;
}

}  // namespace

std::string signature(std::string_view secret, Instant at, std::string_view body) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  const Digest digest = hmac_sha256(secret, fmt::format("{}.{}", seconds, body));
  return fmt::format("t={},v1={:02x}", seconds, fmt::join(digest, ""));
}

}  // namespace belfry::webhook

#include "adapters/http/routes/idempotency.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

namespace belfry::http {
namespace {

constexpr std::size_t kMaxKey = 255;

constexpr std::size_t kSuffixCharacters = 26;  // 130 bits: no two keys meet

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view text) {
  Digest digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1 || size != digest.size()) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return digest;
}

bool is_printable(char c) { return c > 0x20 && c < 0x7F; }

}  // namespace

Result<std::optional<IdempotencyClaim>> idempotency_claim(const Request& request, const std::string& caller) {
  if (!request.headers.has("Idempotency-Key")) {
    return std::nullopt;
  }
  const std::string_view key = request.header("Idempotency-Key");
  if (key.empty() || key.size() > kMaxKey || !std::all_of(key.begin(), key.end(), is_printable)) {
    return fail(Error::validation("/Idempotency-Key", "pattern", "is 1 to 255 printable characters without spaces"));
  }
  IdempotencyClaim claim;
  claim.key.append(caller).append("\n").append(request.route).append("\n").append(key);
  claim.fingerprint = sha256(request.body);
  return claim;
}

std::string id_suffix(const IdempotencyClaim& claim) {
  static constexpr char kAlphabet[] = "0123456789abcdefghijklmnopqrstuv";
  const Digest digest = sha256(claim.key);
  std::string text;
  for (std::size_t i = 0; i < kSuffixCharacters; ++i) {
    text += kAlphabet[digest[i] % 32];
  }
  return text;
}

}  // namespace belfry::http

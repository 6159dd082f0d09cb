#include "adapters/http/routes/idempotency.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace belfry::http {
namespace {

constexpr std::size_t kMaxKey = 255;

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
  unsigned int size = 0;
  if (EVP_Digest(request.body.data(), request.body.size(), claim.fingerprint.data(), &size, EVP_sha256(), nullptr) !=
          1 ||
      size != claim.fingerprint.size()) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return claim;
}

}  // namespace belfry::http

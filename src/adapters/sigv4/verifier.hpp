#pragma once

#include "adapters/sigv4/canonical_request.hpp"
#include "base/time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry::sigv4 {

/// Why a signed request is refused; the names are AWS's (`x-amzn-ErrorType`).
enum class Refusal : std::uint8_t { missing_token, incomplete_signature, unknown_key, invalid_signature };

constexpr std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::missing_token: return "MissingAuthenticationTokenException";
    case Refusal::incomplete_signature: return "IncompleteSignatureException";
    case Refusal::unknown_key: return "UnrecognizedClientException";
    case Refusal::invalid_signature: return "InvalidSignatureException";
  }
  std::unreachable();
}

struct AccessKey {
  std::string id;
  std::string secret;
};

/// Verifies requests signed for the service `execute-api` by AWS Signature Version 4 in the Authorization header
/// (product 3.3). Any region. Immutable; any thread.
class Verifier {
 public:
  /// How far a request's date may lie from now.
  static constexpr std::chrono::minutes kSkew{5};

  explicit Verifier(std::vector<AccessKey> keys) : keys_(std::move(keys)) {}

  /// The id of the access key that signed the request; else why not.
  struct Outcome {
    std::string access_key_id;
    std::optional<Refusal> refusal;
  };
  Outcome verify(const SignedRequest& request, Instant now) const;

 private:
  const AccessKey* find(std::string_view id) const;

  std::vector<AccessKey> keys_;
};

}  // namespace belfry::sigv4

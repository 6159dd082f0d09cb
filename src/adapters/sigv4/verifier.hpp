#pragma once

#include "adapters/sigv4/authorization.hpp"
#include "adapters/sigv4/canonical_request.hpp"
#include "adapters/sigv4/signing_keys.hpp"
#include "base/time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry::sigv4 {

/// Why a signed request is refused.
enum class Refusal : std::uint8_t { missing_token, incomplete_signature, unknown_key, out_of_date, wrong_signature };

/// AWS's names (`x-amzn-ErrorType`). A date that is off has the name on which SDKs set their clock right and sign
/// again; a signature that does not fit the one for which they have a class.
constexpr std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::missing_token: return "MissingAuthenticationTokenException";
    case Refusal::incomplete_signature: return "IncompleteSignatureException";
    case Refusal::unknown_key: return "UnrecognizedClientException";
    case Refusal::out_of_date: return "InvalidSignatureException";
    case Refusal::wrong_signature: return "ForbiddenException";
  }
  std::unreachable();
}

struct AccessKey {
  std::string id;
  std::string secret;
};

/// Verifies requests signed for the service `execute-api` by AWS Signature Version 4 in the Authorization header
/// (product 3.3). Any region. Any thread.
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
  bool fits(const SignedRequest& request, const Authorization& authorization, std::string_view timestamp,
            const AccessKey& key) const;

  std::vector<AccessKey> keys_;
  mutable SigningKeys derived_;
};

}  // namespace belfry::sigv4

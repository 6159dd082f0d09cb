#include "adapters/sigv4/verifier.hpp"

#include "adapters/sigv4/authorization.hpp"
#include "adapters/sigv4/hex.hpp"

#include <algorithm>

namespace belfry::sigv4 {
namespace {

constexpr std::string_view kService = "execute-api";
constexpr std::string_view kTerminator = "aws4_request";

auth::Digest signing_key(std::string_view secret, const Authorization& authorization) {
  std::string first("AWS4");
  first.append(secret);
  auth::Digest key = auth::hmac_sha256(first, authorization.date);
  key = auth::hmac_sha256(auth::as_text(key), authorization.region);
  key = auth::hmac_sha256(auth::as_text(key), kService);
  return auth::hmac_sha256(auth::as_text(key), kTerminator);
}

std::string signature_of(std::string_view secret, const Authorization& authorization, std::string_view timestamp,
                         std::string_view canonical) {
  std::string text("AWS4-HMAC-SHA256\n");
  text.append(timestamp).append("\n");
  text.append(authorization.date).append("/").append(authorization.region).append("/");
  text.append(kService).append("/").append(kTerminator).append("\n");
  text.append(hex(auth::sha256(canonical)));
  return hex(auth::hmac_sha256(auth::as_text(signing_key(secret, authorization)), text));
}

/// Present, it must be what the body hashes to: an unsigned payload is no payload that somebody vouches for.
bool payload_fits(const SignedRequest& request) {
  const auto declared = request.header("x-amz-content-sha256");
  return !declared || auth::constant_time_equal(*declared, hex(auth::sha256(request.body)));
}

bool signs_what_it_must(const SignedRequest& request, const Authorization& authorization) {
  const bool token_signed = !request.header("x-amz-security-token") || authorization.signs("x-amz-security-token");
  return authorization.signs("host") && authorization.signs("x-amz-date") && token_signed;
}

}  // namespace

const AccessKey* Verifier::find(std::string_view id) const {
  const auto found = std::ranges::find(keys_, id, &AccessKey::id);
  return found == keys_.end() ? nullptr : &*found;
}

Verifier::Outcome Verifier::verify(const SignedRequest& request, Instant now) const {
  const auto header = request.header("authorization");
  if (!header) {
    return {{}, Refusal::missing_token};
  }
  const auto authorization = parse_authorization(*header);
  const auto timestamp = request.header("x-amz-date");
  const auto signed_at = timestamp ? parse_basic_time(*timestamp) : std::nullopt;
  if (!authorization || !signed_at || authorization->service != kService || authorization->terminator != kTerminator ||
      !signs_what_it_must(request, *authorization)) {
    return {{}, Refusal::incomplete_signature};
  }
  const AccessKey* key = find(authorization->access_key_id);
  if (key == nullptr) {
    return {{}, Refusal::unknown_key};
  }
  const auto canonical = canonical_request(request, authorization->signed_headers);
  const bool timely = std::chrono::abs(now - *signed_at) <= kSkew && timestamp->starts_with(authorization->date);
  if (!canonical || !timely || !payload_fits(request) ||
      !auth::constant_time_equal(signature_of(key->secret, *authorization, *timestamp, *canonical),
                                 authorization->signature)) {
    return {{}, Refusal::invalid_signature};
  }
  return {key->id, std::nullopt};
}

}  // namespace belfry::sigv4

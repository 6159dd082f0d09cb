#include "adapters/sigv4/verifier.hpp"

#include "adapters/sigv4/hex.hpp"

#include <algorithm>

namespace belfry::sigv4 {
namespace {

constexpr std::string_view kService = "execute-api";
constexpr std::string_view kTerminator = "aws4_request";

std::string credential_of(const Authorization& authorization) {
  std::string text(authorization.access_key_id);
  for (const std::string_view part : {std::string_view(authorization.date), std::string_view(authorization.region),
                                      std::string_view(authorization.service)}) {
    text.append("/").append(part);
  }
  return text;
}

std::string string_to_sign(const Authorization& authorization, std::string_view timestamp, std::string_view canonical) {
  std::string text("AWS4-HMAC-SHA256\n");
  text.append(timestamp).append("\n");
  text.append(authorization.date).append("/").append(authorization.region).append("/");
  text.append(kService).append("/").append(kTerminator).append("\n");
  text.append(hex(auth::sha256(canonical)));
  return text;
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

bool Verifier::fits(const SignedRequest& request, const Authorization& authorization, std::string_view timestamp,
                    const AccessKey& key) const {
  const std::string payload_hash = hex(auth::sha256(request.body));
  // Present, it must be what the body hashes to: an unsigned payload is no payload that somebody vouches for.
  const auto declared = request.header("x-amz-content-sha256");
  const auto canonical = canonical_request(request, authorization.signed_headers, payload_hash);
  if (!canonical || (declared && !auth::constant_time_equal(*declared, payload_hash)) ||
      !timestamp.starts_with(authorization.date)) {
    return false;
  }
  std::string credential = credential_of(authorization);
  const auto known = derived_.find(credential);
  const auth::Digest signing =
      known ? *known : signing_key(key.secret, authorization.date, authorization.region, kService);
  const std::string text = string_to_sign(authorization, timestamp, *canonical);
  const std::string signature = hex(auth::hmac_sha256(auth::as_text(signing), text));
  if (!auth::constant_time_equal(signature, authorization.signature)) {
    return false;
  }
  if (!known) {
    derived_.keep(std::move(credential), signing);
  }
  return true;
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
  if (std::chrono::abs(now - *signed_at) > kSkew) {
    return {{}, Refusal::out_of_date};
  }
  if (!fits(request, *authorization, *timestamp, *key)) {
    return {{}, Refusal::wrong_signature};
  }
  return {key->id, std::nullopt};
}

}  // namespace belfry::sigv4

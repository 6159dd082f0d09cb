#include "adapters/auth/connection_tokens.hpp"

#include "adapters/auth/crypto.hpp"
#include "adapters/auth/jws.hpp"
#include "adapters/auth/refusal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace belfry::auth {
namespace {

namespace json = boost::json;

constexpr auto kMaxClockSkew = std::chrono::seconds(30);  // between the nodes of a cluster

std::string encode_payload(const ConnectionToken& token) {
  json::object payload;
  payload["userId"] = token.user.view();
  payload["issuedAt"] = to_millis(token.issued_at);
  payload["expiresAt"] = to_millis(token.expires_at);
  payload["tokenId"] = token.token_id.str();
  if (token.allowed_channels) {
    payload["allowedChannels"] = json::array(token.allowed_channels->begin(), token.allowed_channels->end());
  }
  return base64url_encode(json::serialize(payload));
}

}  // namespace

ConnectionTokens::ConnectionTokens(ConnectionTokenSettings settings) : settings_(std::move(settings)) {
  if (settings_.secret.empty()) {
    throw std::invalid_argument("connection tokens need a secret");
  }
}

std::string ConnectionTokens::sign(const ConnectionToken& token) const {
  const std::string payload = encode_payload(token);
  return payload + '.' + base64url_encode(as_text(hmac_sha256(settings_.secret, payload)));
}

bool ConnectionTokens::signature_fits(std::string_view payload, std::string_view signature) const {
  if (constant_time_equal(as_text(hmac_sha256(settings_.secret, payload)), signature)) {
    return true;
  }
  return !settings_.previous_secret.empty() &&
         constant_time_equal(as_text(hmac_sha256(settings_.previous_secret, payload)), signature);
}

Result<ConnectionToken> ConnectionTokens::verify(std::string_view text, Instant now) const {
  if (text.empty()) {
    return fail(ErrorCode::token_missing);
  }
  const std::size_t dot = text.find('.');
  if (text.size() > kMaxTokenBytes || dot == std::string_view::npos) {
    return refuse("no connection token by shape");
  }
  const std::string_view payload = text.substr(0, dot);
  const auto signature = base64url_decode(text.substr(dot + 1));
  if (!signature || !signature_fits(payload, *signature)) {
    return refuse("bad signature");
  }
  const auto json_text = base64url_decode(payload);
  if (!json_text) {
    return refuse("malformed payload");
  }
  Result<ConnectionToken> token = parse_connection_token_payload(*json_text);
  if (!token) {
    return token;
  }
  if (token->issued_at > now + kMaxClockSkew) {
    return refuse("issuedAt in the future");
  }
  if (now >= token->expires_at) {
    return refuse_expired("expiresAt has passed");
  }
  return token;
}

}  // namespace belfry::auth

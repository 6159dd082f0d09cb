#include "adapters/auth/claims.hpp"
#include "adapters/auth/connection_tokens.hpp"
#include "adapters/auth/crypto.hpp"
#include "adapters/auth/jwt_signer.hpp"
#include "adapters/auth/jwt_verifier.hpp"
#include "adapters/auth/strict_json.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Everything that reads a credential before it is believed. The first byte chooses the reader. A signature cannot be
// guessed, so what lies behind it is reached by signing the input ourselves.

namespace {

using namespace belfry;
using namespace belfry::auth;

constexpr std::string_view kSecret = "fuzz";
const Instant kNow = from_millis(1'800'000'000'000);

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

const ConnectionTokens& tokens() {
  static const ConnectionTokens instance({.secret = std::string(kSecret), .previous_secret = "previous"});
  return instance;
}

const JwtIssuerSettings& issuer() {
  static const JwtIssuerSettings instance = [] {
    JwtIssuerSettings settings;
    settings.audience = {"app"};
    settings.token_use = {"access", "id"};
    settings.list_claims = {"channels"};
    return settings;
  }();
  return instance;
}

void check(const Result<Identity>& identity) {
  if (identity) {
    require(!identity->user.empty() && identity->user.view().size() <= 255);
    require(identity->expires_at + issuer().leeway > kNow);
  }
}

void read_jwt(std::string_view token) {
  static const KeySet keys = KeySet::of_secret(std::string(kSecret));
  const Result<UnverifiedJwt> jwt = parse_jwt(token);
  if (jwt) {
    check(verify_jwt(*jwt, keys, issuer(), kNow, JwtUse::connect));
  }
}

void read_payload(std::string_view json) {
  const Result<ConnectionToken> token = parse_connection_token_payload(json);
  if (!token) {
    return;
  }
  require(!token->user.empty() && token->user.view().size() <= 255 && token->issued_at < token->expires_at);
  const std::string text = tokens().sign(*token);
  const Result<ConnectionToken> again = tokens().verify(text, token->issued_at);
  require(text.size() > kMaxTokenBytes || (again.has_value() && *again == *token));
}

void read_base64(std::string_view text) {
  const auto bytes = base64url_decode(text);
  require(!bytes || base64url_encode(*bytes) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'j': read_jwt(input); break;
    case 'c': (void)tokens().verify(input, kNow); break;
    case 'p': read_payload(input); break;
    case 's': read_jwt(sign_hs256(R"({"alg":"HS256"})", input, kSecret)); break;
    case 'h': read_jwt(sign_hs256(input, "{}", kSecret)); break;
    case 'k': (void)KeySet::parse(input, SymmetricKeys::allowed); break;
    case 'b': read_base64(input); break;
    default: break;
  }
  return 0;
}

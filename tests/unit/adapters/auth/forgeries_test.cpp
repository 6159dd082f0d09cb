#include "adapters/auth/crypto.hpp"
#include "adapters/auth/jwt_signer.hpp"
#include "adapters/auth/jwt_verifier.hpp"
#include "unit/adapters/auth/shared_clock.hpp"
#include "unit/adapters/auth/signing_key.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

// What a forger tries, as a table: each row is refused, and for the reason that was meant.

namespace belfry::auth {
namespace {

constexpr std::string_view kClaims =
    R"({"iss":"https://issuer","aud":"app","sub":"ann","iat":1800000000,"exp":1800000900})";

struct Forgery {
  const char* what;
  std::string token;
  const char* reason;
  ErrorCode code = ErrorCode::token_invalid;
};

JwtIssuerSettings issuer() {
  JwtIssuerSettings settings;
  settings.issuer = "https://issuer";
  settings.audience = {"app"};
  return settings;
}

const KeySet& keys() {
  static const KeySet set = *KeySet::parse(jwks_of({&rsa_key(), &ec_key(), &ed_key()}), SymmetricKeys::refused);
  return set;
}

Result<Identity> verify(std::string_view token) {
  Result<UnverifiedJwt> jwt = parse_jwt(token);
  if (!jwt) {
    return fail(std::move(jwt.error()));
  }
  const std::vector<JwtIssuerSettings> issuers = {issuer()};
  const JwtIssuerSettings* found = find_issuer(issuers, *jwt);
  if (found == nullptr) {
    return fail(Error::logged(ErrorCode::token_invalid, "unknown iss"));
  }
  return verify_jwt(*jwt, keys(), *found, SharedClock().now(), JwtUse::connect);
}

/// A token that is good but for its signature.
std::string with_signature(const std::string& token, std::string_view signature) {
  return token.substr(0, token.rfind('.') + 1) + base64url_encode(signature);
}

std::string text_of(const std::string& token) { return token.substr(0, token.rfind('.')); }

std::vector<Forgery> forged_headers() {
  const std::string header = base64url_encode(R"({"alg":"none"})");
  const std::string body = base64url_encode(kClaims);
  const auto rsa = [](std::string_view head) {
    return rsa_key().jwt_with_header(head, kClaims);
  };
  return {
      {"alg none without a signature", header + '.' + body + '.', "unknown alg"},
      {"alg none with a signature", header + '.' + body + ".AAAA", "unknown alg"},
      {"alg None", rsa(R"({"alg":"None","kid":"rsa-1"})"), "unknown alg"},
      {"no alg", rsa(R"({"kid":"rsa-1"})"), "unknown alg"},
      {"alg of a wrong type", rsa(R"({"alg":["RS256"],"kid":"rsa-1"})"), "unknown alg"},
      {"alg in another case", rsa(R"({"alg":"rs256","kid":"rsa-1"})"), "unknown alg"},
      {"a stronger alg of the same key", rsa(R"({"alg":"RS512","kid":"rsa-1"})"), "unknown alg"},
      {"HS256 with the RSA public key as the secret",
       sign_hs256(R"({"alg":"HS256","kid":"rsa-1"})", kClaims, rsa_key().public_pem()), "alg is not the key's"},
      {"HS256 with the JWK as the secret", sign_hs256(R"({"alg":"HS256","kid":"rsa-1"})", kClaims, rsa_key().jwk()),
       "alg is not the key's"},
      {"HS256 without a kid", sign_hs256(R"({"alg":"HS256"})", kClaims, rsa_key().public_pem()),
       "alg is not the key's"},
      {"alg of another key", rsa(R"({"alg":"ES256","kid":"rsa-1"})"), "alg is not the key's"},
      {"kid of another key", rsa(R"({"alg":"ES256","kid":"ec-1"})"), "bad signature"},
      {"unknown kid", rsa(R"({"alg":"RS256","kid":"rsa-2"})"), "unknown kid"},
      {"empty kid", rsa(R"({"alg":"RS256","kid":""})"), "unknown kid"},
      {"kid as a path", rsa(R"({"alg":"RS256","kid":"../../dev/null"})"), "unknown kid"},
      {"kid of a wrong type", rsa(R"({"alg":"RS256","kid":1})"), "kid is no string"},
      {"crit", rsa(R"({"alg":"RS256","kid":"rsa-1","crit":["exp"],"exp":1})"), "crit header"},
      {"empty crit", rsa(R"({"alg":"RS256","kid":"rsa-1","crit":[]})"), "crit header"},
      {"unencoded payload", rsa(R"({"alg":"RS256","kid":"rsa-1","b64":false,"crit":["b64"]})"), "crit header"},
      {"alg named twice", rsa(R"({"alg":"RS256","kid":"rsa-1","alg":"none"})"), "malformed header"},
      {"header that is no object", rsa("[]"), "malformed header"},
      {"empty header", rsa(""), "malformed header"},
  };
}

/// A key that the header brings along must not be the one that decides.
std::vector<Forgery> brought_keys() {
  static const SigningKey mine(Algorithm::es256, "ec-1");
  return {
      {"a key of the forger's under a known kid", mine.jwt(kClaims), "bad signature"},
      {"a key in the header", mine.jwt_with_header(R"({"alg":"ES256","kid":"ec-1","jwk":)" + mine.jwk() + "}", kClaims),
       "bad signature"},
      {"a key set in the header",
       mine.jwt_with_header(R"({"alg":"ES256","kid":"mine","jku":"http://127.0.0.1/keys"})", kClaims), "unknown kid"},
  };
}

std::vector<Forgery> forged_shapes() {
  const std::string good = rsa_key().jwt(kClaims);
  const std::string ec = ec_key().jwt(kClaims);
  const std::size_t dot = good.find('.');
  return {
      {"nothing", "", "", ErrorCode::token_missing},
      {"one dot", good.substr(dot + 1), "not three parts"},
      {"no dot", "abc", "not three parts"},
      {"three dots", good + ".AAAA", "not three parts"},
      {"a dot in front", '.' + good, "not three parts"},
      {"five parts, as an encrypted JWT", "a.b.c.d.e", "not three parts"},
      {"only dots", "..", "malformed header"},
      {"Bearer in front", "Bearer " + good, "malformed header"},
      {"padding in the header", good.substr(0, dot) + '=' + good.substr(dot), "malformed header"},
      {"padding behind the signature", good + "==", "malformed signature"},
      {"a line break behind", good + '\n', "malformed signature"},
      {"a character behind", good + 'A', "bad signature"},
      {"standard base64", text_of(good) + ".++//", "malformed signature"},
      {"empty signature", text_of(good) + '.', "malformed signature"},
      {"cut signature", with_signature(good, rsa_key().signature(text_of(good)).substr(0, 255)), "bad signature"},
      {"empty payload", good.substr(0, dot) + ".." + good.substr(good.rfind('.') + 1), "malformed payload"},
      {"payload that is no object", rsa_key().jwt("[1]"), "malformed payload"},
      {"payload with bytes behind", rsa_key().jwt(std::string(kClaims) + "x"), "malformed payload"},
      {"payload that is not UTF-8", rsa_key().jwt("{\"sub\":\"\xff\"}"), "malformed payload"},
      {"huge token", rsa_key().jwt(R"({"iss":"https://issuer","pad":")" + std::string(8192, 'x') + "\"}"),
       "token too long"},
      {"ES256 in DER", with_signature(ec, ec_key().raw_openssl_signature(text_of(ec))), "bad signature"},
      {"ES256 with r = 0", with_signature(ec, std::string(32, '\0') + ec_key().signature(text_of(ec)).substr(32)),
       "bad signature"},
      {"ES256 with s = 0", with_signature(ec, ec_key().signature(text_of(ec)).substr(0, 32) + std::string(32, '\0')),
       "bad signature"},
      {"ES256 with r = s = 0", with_signature(ec, std::string(64, '\0')), "bad signature"},
      {"another's signature", with_signature(good, rsa_key().signature("other")), "bad signature"},
  };
}

std::vector<Forgery> forged_claims() {
  const auto token = [](std::string_view claims) {
    return ed_key().jwt(claims);
  };
  return {
      {"another issuer", token(R"({"iss":"https://other","aud":"app","sub":"ann","iat":1800000000,"exp":1800000900})"),
       "unknown iss"},
      {"no issuer", token(R"({"aud":"app","sub":"ann","iat":1800000000,"exp":1800000900})"), "unknown iss"},
      {"issuer in an array",
       token(R"({"iss":["https://issuer"],"aud":"app","sub":"ann","iat":1800000000,"exp":1800000900})"), "unknown iss"},
      {"issuer with a slash more",
       token(R"({"iss":"https://issuer/","aud":"app","sub":"ann","iat":1800000000,"exp":1800000900})"), "unknown iss"},
      {"sub named twice",
       token(R"({"iss":"https://issuer","aud":"app","sub":"a","sub":"b","iat":1800000000,"exp":1800000900})"),
       "malformed payload"},
      {"expired", token(R"({"iss":"https://issuer","aud":"app","sub":"ann","iat":1799999000,"exp":1799999970})"),
       "exp has passed", ErrorCode::token_expired},
      {"no exp", token(R"({"iss":"https://issuer","aud":"app","sub":"ann","iat":1800000000})"),
       "missing or malformed exp"},
  };
}

void expect_refused(const std::vector<Forgery>& forgeries) {
  for (const Forgery& forgery : forgeries) {
    const Result<Identity> result = verify(forgery.token);
    ASSERT_FALSE(result.has_value()) << forgery.what;
    EXPECT_EQ(result.error().code, forgery.code) << forgery.what;
    EXPECT_EQ(result.error().log_detail, forgery.reason) << forgery.what;
    EXPECT_EQ(result.error().detail, default_message(forgery.code)) << forgery.what;
  }
}

TEST(Forgeries, TheTokensThatTheyAreMadeFromAreGood) {
  for (const SigningKey* key : {&rsa_key(), &ec_key(), &ed_key()}) {
    const Result<Identity> result = verify(key->jwt(kClaims));
    ASSERT_TRUE(result.has_value()) << key->kid() << ": " << result.error().log_detail;
    EXPECT_EQ(result->user, UserId("ann"));
  }
}

TEST(Forgeries, AreRefusedByTheirHeader) { expect_refused(forged_headers()); }

TEST(Forgeries, AreRefusedWhenTheyBringTheirOwnKey) { expect_refused(brought_keys()); }

TEST(Forgeries, AreRefusedByTheirShape) { expect_refused(forged_shapes()); }

TEST(Forgeries, AreRefusedByTheirClaims) { expect_refused(forged_claims()); }

TEST(Forgeries, AreRefusedForEveryOneBitFlipOfAToken) {
  const std::string good = ed_key().jwt(kClaims);
  ASSERT_TRUE(verify(good).has_value());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(verify(flipped).has_value()) << "bit " << bit;
  }
}

TEST(JwtVerifier, DoesNotMindAnyTyp) {
  for (const char* typ : {"JWT", "at+jwt", "x"}) {
    EXPECT_TRUE(verify(ed_key().jwt_with_header(fmt::format(R"({{"alg":"EdDSA","typ":"{}"}})", typ), kClaims)));
  }
}

}  // namespace
}  // namespace belfry::auth

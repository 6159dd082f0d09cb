#include "adapters/auth/jwt_signer.hpp"

#include "adapters/auth/jwt_verifier.hpp"
#include "adapters/auth/token_shape.hpp"
#include "unit/adapters/auth/shared_clock.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace belfry::auth {
namespace {

JwtIssuerSettings development_issuer() {
  JwtIssuerSettings issuer;
  issuer.issuer = "belfry-dev";
  issuer.audience = {"belfry"};
  issuer.hs256_secret = "a secret of this node";
  issuer.user_claim = "uid";
  return issuer;
}

JwtGrant grant() {
  const Instant now = SharedClock().now();
  return {UserId("ann"), {"belfry:admin", "read"}, now, now + std::chrono::hours(1)};
}

TEST(JwtSigner, MakesWhatItsIssuerAccepts) {
  const JwtIssuerSettings issuer = development_issuer();
  const std::string token = sign_jwt(grant(), issuer);
  const auto jwt = parse_jwt(token);
  ASSERT_TRUE(jwt.has_value());
  const auto identity =
      verify_jwt(*jwt, KeySet::of_secret(issuer.hs256_secret), issuer, SharedClock().now(), JwtUse::connect);
  ASSERT_TRUE(identity.has_value()) << identity.error().log_detail;
  EXPECT_EQ(identity->user, UserId("ann"));
  EXPECT_EQ(identity->scopes, grant().scopes);
  EXPECT_EQ(identity->expires_at, grant().expires_at);
}

TEST(JwtSigner, MakesWhatAnotherSecretRefuses) {
  const JwtIssuerSettings issuer = development_issuer();
  const std::string token = sign_jwt(grant(), issuer);
  const auto identity =
      verify_jwt(*parse_jwt(token), KeySet::of_secret("another"), issuer, SharedClock().now(), JwtUse::connect);
  ASSERT_FALSE(identity.has_value());
  EXPECT_EQ(identity.error().log_detail, "bad signature");
}

TEST(JwtSigner, SignsNothingWithoutASecret) {
  EXPECT_THROW(sign_jwt(grant(), JwtIssuerSettings()), std::invalid_argument);
}

TEST(TokenShape, TellsAConnectionTokenFromAJwt) {
  EXPECT_EQ(shape_of("payload.signature"), TokenShape::connection_token);
  EXPECT_EQ(shape_of(sign_jwt(grant(), development_issuer())), TokenShape::jwt);
  for (const char* text : {"", "abc", "a.b.c.d"}) {
    EXPECT_EQ(shape_of(text), TokenShape::neither) << text;
  }
}

}  // namespace
}  // namespace belfry::auth

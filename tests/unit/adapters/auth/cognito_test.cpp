#include "adapters/auth/cognito.hpp"

#include "adapters/auth/claims.hpp"
#include "unit/adapters/auth/shared_clock.hpp"

#include <gtest/gtest.h>

namespace belfry::auth {
namespace {

constexpr std::int64_t kNow = SharedClock::kStartSeconds;

CognitoSettings pool() {
  CognitoSettings settings;
  settings.user_pool_id = "eu-west-1_abc";
  settings.client_id = "client";
  settings.region = "eu-west-1";
  return settings;
}

boost::json::object claims(std::string_view token_use) {
  return {{"iss", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"},
          {"token_use", token_use},
          {"sub", "ann"},
          {"iat", kNow},
          {"exp", kNow + 900}};
}

bool accepted(boost::json::object claims, std::string_view member, const boost::json::value& value,
              const CognitoSettings& settings = pool()) {
  claims[member] = value;
  return check_claims(claims, cognito_issuers(settings).front(), SharedClock().now(), JwtUse::connect).has_value();
}

TEST(Cognito, NamesBothIssuersOfAPoolAndTheirKeys) {
  const auto issuers = cognito_issuers(pool());
  ASSERT_EQ(issuers.size(), 2U);
  EXPECT_EQ(issuers[0].issuer, "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc");
  EXPECT_EQ(issuers[0].jwks_url, "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc/.well-known/jwks.json");
  EXPECT_EQ(issuers[1].issuer, "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc");
  EXPECT_EQ(issuers[1].jwks_url,
            "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc/.well-known/jwks.json");
}

TEST(Cognito, ReadsTheKeysFromElsewhereWhenTold) {
  CognitoSettings settings = pool();
  settings.jwks_url = "http://127.0.0.1:1/keys";
  EXPECT_EQ(cognito_issuers(settings).front().jwks_url, "http://127.0.0.1:1/keys");
}

TEST(Cognito, HoldsAccessTokensToTheirClientId) {
  EXPECT_TRUE(accepted(claims("access"), "client_id", "client"));
  EXPECT_FALSE(accepted(claims("access"), "client_id", "another"));
  EXPECT_FALSE(accepted(claims("access"), "aud", "client"));
}

TEST(Cognito, HoldsIdTokensToTheirAudience) {
  EXPECT_TRUE(accepted(claims("id"), "aud", "client"));
  EXPECT_FALSE(accepted(claims("id"), "aud", "another"));
  EXPECT_FALSE(accepted(claims("id"), "client_id", "client"));
}

TEST(Cognito, TakesOnlyTheConfiguredKindOfToken) {
  CognitoSettings access_only = pool();
  access_only.token_use = {"access"};
  EXPECT_TRUE(accepted(claims("access"), "client_id", "client", access_only));
  EXPECT_FALSE(accepted(claims("id"), "aud", "client", access_only));
  EXPECT_FALSE(accepted(claims("refresh"), "aud", "client"));
  EXPECT_FALSE(accepted(claims("access"), "token_use", 7));
}

}  // namespace
}  // namespace belfry::auth

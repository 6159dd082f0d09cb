#include "adapters/auth/claims.hpp"

#include "adapters/auth/strict_json.hpp"
#include "unit/adapters/auth/shared_clock.hpp"

#include <gtest/gtest.h>
#include <boost/json/value.hpp>

#include <initializer_list>

namespace belfry::auth {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t kNow = SharedClock::kStartSeconds;

json::object claims_with(std::initializer_list<std::pair<std::string_view, json::value>> changes) {
  json::object claims = {{"iss", "https://issuer"}, {"aud", "app"}, {"sub", "ann"}, {"iat", kNow}, {"exp", kNow + 900}};
  for (const auto& [name, value] : changes) {
    claims[name] = value;
  }
  return claims;
}

json::object claims_without(std::string_view name) {
  json::object claims = claims_with({});
  claims.erase(name);
  return claims;
}

JwtIssuerSettings issuer() {
  JwtIssuerSettings settings;
  settings.issuer = "https://issuer";
  settings.audience = {"other", "app"};
  return settings;
}

Result<Identity> check(const json::object& claims, JwtUse use = JwtUse::connect,
                       const JwtIssuerSettings& settings = issuer()) {
  return check_claims(claims, settings, SharedClock().now(), use);
}

/// The reason, or nothing for claims that were accepted.
std::string reason_of(const json::object& claims, JwtUse use = JwtUse::connect,
                      const JwtIssuerSettings& settings = issuer()) {
  const Result<Identity> result = check(claims, use, settings);
  return result ? std::string() : result.error().log_detail;
}

TEST(Claims, GiveTheUserAndTheExpiry) {
  const Result<Identity> result = check(claims_with({}));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->user, UserId("ann"));
  EXPECT_EQ(result->expires_at, from_millis((kNow + 900) * 1000));
}

TEST(Claims, MayHaveTimesWithAFraction) {
  const Result<Identity> result = check(claims_with({{"exp", static_cast<double>(kNow) + 1.25}}));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->expires_at, from_millis(kNow * 1000 + 1250));
}

TEST(Claims, ExpireAfterTheLeeway) {
  EXPECT_EQ(reason_of(claims_with({{"exp", kNow - 29}})), "");
  EXPECT_EQ(reason_of(claims_with({{"exp", kNow - 30}})), "exp has passed");
  EXPECT_EQ(check(claims_with({{"exp", kNow - 30}})).error().code, ErrorCode::token_expired);
}

TEST(Claims, NeedAnExpiryThatIsANumber) {
  EXPECT_EQ(reason_of(claims_without("exp")), "missing or malformed exp");
  for (const json::value& exp : std::initializer_list<json::value>{json::string(std::to_string(kNow + 900)), nullptr,
                                                                   true, json::array{kNow + 900}, 1e300, -1e300}) {
    EXPECT_EQ(reason_of(claims_with({{"exp", exp}})), "missing or malformed exp");
  }
}

TEST(Claims, AreNotGoodBeforeNbf) {
  EXPECT_EQ(reason_of(claims_with({{"nbf", kNow + 30}})), "");
  EXPECT_EQ(reason_of(claims_with({{"nbf", kNow + 31}})), "nbf in the future");
  EXPECT_EQ(reason_of(claims_with({{"nbf", "soon"}})), "malformed nbf");
}

TEST(Claims, AreNotIssuedInTheFuture) {
  EXPECT_EQ(reason_of(claims_with({{"iat", kNow + 30}})), "");
  EXPECT_EQ(reason_of(claims_with({{"iat", kNow + 31}})), "iat in the future");
  EXPECT_EQ(reason_of(claims_with({{"iat", kNow + 31}}), JwtUse::request), "iat in the future");
  EXPECT_EQ(reason_of(claims_with({{"iat", "now"}}), JwtUse::request), "malformed iat");
}

TEST(Claims, MustBeYoungToConnectButNotToAsk) {
  const json::object old = claims_with({{"iat", kNow - 3631}});
  EXPECT_EQ(reason_of(claims_with({{"iat", kNow - 3630}})), "");
  EXPECT_EQ(reason_of(old), "iat too old to connect");
  EXPECT_EQ(check(old).error().code, ErrorCode::token_expired);
  EXPECT_EQ(reason_of(old, JwtUse::request), "");
}

TEST(Claims, NeedAnIatOnlyWhereTheirAgeMatters) {
  JwtIssuerSettings ageless = issuer();
  ageless.max_age = milliseconds(0);
  EXPECT_EQ(reason_of(claims_without("iat")), "no iat");
  EXPECT_EQ(reason_of(claims_without("iat"), JwtUse::request), "");
  EXPECT_EQ(reason_of(claims_without("iat"), JwtUse::connect, ageless), "");
}

TEST(Claims, MustNameOurAudience) {
  EXPECT_EQ(reason_of(claims_with({{"aud", json::array{"x", "app"}}})), "");
  EXPECT_EQ(reason_of(claims_with({{"aud", "x"}, {"client_id", "app"}})), "");
  EXPECT_EQ(reason_of(claims_with({{"aud", "x"}})), "wrong aud");
  EXPECT_EQ(reason_of(claims_with({{"aud", "app2"}})), "wrong aud");
  EXPECT_EQ(reason_of(claims_with({{"aud", json::array{}}})), "wrong aud");
  EXPECT_EQ(reason_of(claims_with({{"aud", json::array{1, nullptr}}})), "wrong aud");
  EXPECT_EQ(reason_of(claims_without("aud")), "wrong aud");
}

TEST(Claims, NeedNoAudienceWhenNoneIsConfigured) {
  JwtIssuerSettings anybody = issuer();
  anybody.audience.clear();
  EXPECT_EQ(reason_of(claims_without("aud"), JwtUse::connect, anybody), "");
}

TEST(Claims, MustNameTheIssuer) {
  EXPECT_EQ(reason_of(claims_with({{"iss", "https://issuer2"}})), "wrong iss");
  EXPECT_EQ(reason_of(claims_without("iss")), "wrong iss");
}

TEST(Claims, MustHoldAUserOf1To255BytesWithoutControlCharacters) {
  EXPECT_EQ(reason_of(claims_with({{"sub", json::string(255, 'u')}})), "");
  for (const json::value& user : std::initializer_list<json::value>{
           "", json::string(256, 'u'), 7, nullptr, json::array{"ann"}, json::string("a\0b", 3), "a\nb", "a\x7f"}) {
    EXPECT_EQ(reason_of(claims_with({{"sub", user}})), "missing or malformed user claim");
  }
  EXPECT_EQ(reason_of(claims_without("sub")), "missing or malformed user claim");
}

TEST(Claims, AreReadUnderTheConfiguredNames) {
  JwtIssuerSettings settings = issuer();
  settings.user_claim = "email";
  settings.scope_claim = "permissions";
  const auto result =
      check(claims_with({{"email", "ann@example.org"}, {"permissions", "a b"}}), JwtUse::connect, settings);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->user, UserId("ann@example.org"));
  EXPECT_TRUE(result->has_scope("b"));
}

TEST(Claims, HoldScopesAsAStringOrAsAnArray) {
  const std::vector<std::string> scopes = {"belfry:admin", "read"};
  EXPECT_EQ(check(claims_with({{"scope", " belfry:admin  read "}}))->scopes, scopes);
  EXPECT_EQ(check(claims_with({{"scope", json::array{"belfry:admin", 1, "read"}}}))->scopes, scopes);
  EXPECT_TRUE(check(claims_with({}))->scopes.empty());
  EXPECT_TRUE(check(claims_with({{"scope", 7}}))->scopes.empty());
}

TEST(Claims, HandOnTheListsThatTheSettingsName) {
  JwtIssuerSettings settings = issuer();
  settings.list_claims = {"channels", "absent"};
  const auto result = check(claims_with({{"channels", json::array{"news", "team"}}, {"more", json::array{"x"}}}),
                            JwtUse::connect, settings);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->list_claims, (std::vector<ListClaim>{{"channels", {"news", "team"}}}));
}

}  // namespace
}  // namespace belfry::auth

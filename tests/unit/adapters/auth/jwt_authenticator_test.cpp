#include "adapters/auth/jwt_authenticator.hpp"

#include "adapters/auth/crypto.hpp"
#include "adapters/auth/curl_jwks_fetcher.hpp"
#include "adapters/auth/jwt_signer.hpp"
#include "runtime/shard.hpp"
#include "unit/adapters/auth/fake_issuer.hpp"
#include "unit/adapters/auth/lane_support.hpp"
#include "unit/adapters/auth/shared_clock.hpp"
#include "unit/adapters/auth/signing_key.hpp"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <latch>
#include <stdexcept>

namespace belfry::auth {
namespace {

constexpr std::string_view kClaims = R"({"iss":"https://issuer","sub":"ann","iat":1800000000,"exp":1800000900})";

class JwtAuthenticatorTest : public testing::Test {
 protected:
  ~JwtAuthenticatorTest() override { lane.stop(); }

  JwtIssuerSettings by_url() {
    JwtIssuerSettings settings;
    settings.issuer = "https://issuer";
    settings.jwks_url = issuer.url();
    return settings;
  }

  std::unique_ptr<JwtAuthenticator> authenticator(std::vector<JwtIssuerSettings> issuers) {
    return std::make_unique<JwtAuthenticator>(std::move(issuers), clock, lane, fetcher);
  }

  static Result<Identity> verify(JwtAuthenticator& by, std::string token) {
    return await(by.verify_user_jwt(std::move(token), JwtUse::connect));
  }

  SharedClock clock;
  FakeIssuer issuer;
  CurlJwksFetcher fetcher;
  runtime::BlockingLane lane{{.name = "jwks", .threads = 1, .queue_limit = 16}};
};

TEST_F(JwtAuthenticatorTest, AcceptsATokenByTheKeysOfItsIssuer) {
  issuer.publish(jwks_of({&rsa_key(), &ec_key(), &ed_key()}));
  const auto by = authenticator({by_url()});
  for (const SigningKey* key : {&rsa_key(), &ec_key(), &ed_key()}) {
    const auto identity = verify(*by, key->jwt(kClaims));
    ASSERT_TRUE(identity.has_value()) << key->kid();
    EXPECT_EQ(identity->user, UserId("ann"));
  }
  EXPECT_EQ(issuer.requests(), 1);
}

TEST_F(JwtAuthenticatorTest, AsksNobodyAboutAStrangersToken) {
  const auto by = authenticator({by_url()});
  const auto identity = verify(*by, ec_key().jwt(R"({"iss":"https://stranger","sub":"ann","exp":1800000900})"));
  ASSERT_FALSE(identity.has_value());
  EXPECT_EQ(identity.error().log_detail, "unknown iss");
  EXPECT_EQ(issuer.requests(), 0);
}

TEST_F(JwtAuthenticatorTest, AsksNobodyAboutAMalformedToken) {
  const auto by = authenticator({by_url()});
  EXPECT_EQ(verify(*by, "").error().code, ErrorCode::token_missing);
  EXPECT_EQ(verify(*by, "a.b.c").error().code, ErrorCode::token_invalid);
  EXPECT_EQ(issuer.requests(), 0);
}

TEST_F(JwtAuthenticatorTest, FollowsARotation) {
  issuer.publish(jwks_of({&ec_key()}));
  const auto by = authenticator({by_url()});
  EXPECT_TRUE(verify(*by, ec_key().jwt(kClaims)).has_value());
  issuer.publish(jwks_of({&ed_key()}));
  EXPECT_TRUE(verify(*by, ed_key().jwt(kClaims)).has_value());
  EXPECT_EQ(verify(*by, ec_key().jwt(kClaims)).error().code, ErrorCode::token_invalid);
}

TEST_F(JwtAuthenticatorTest, RefusesAnUnknownKidWithoutAskingTwice) {
  issuer.publish(jwks_of({&ec_key()}));
  const auto by = authenticator({by_url()});
  for (int i = 0; i < 5; ++i) {
    const auto identity = verify(*by, ed_key().jwt(kClaims));
    ASSERT_FALSE(identity.has_value());
    EXPECT_EQ(identity.error().code, ErrorCode::token_invalid);
    EXPECT_EQ(identity.error().log_detail, "unknown kid");
  }
  EXPECT_EQ(issuer.requests(), 1);
}

TEST_F(JwtAuthenticatorTest, SaysUnavailableWhenTheIssuerIs) {
  issuer.answer("500 Oops", "", "");
  const auto by = authenticator({by_url()});
  EXPECT_EQ(verify(*by, ec_key().jwt(kClaims)).error().code, ErrorCode::store_unavailable);
  EXPECT_EQ(verify(*by, ec_key().jwt(kClaims)).error().code, ErrorCode::store_unavailable);
  EXPECT_EQ(issuer.requests(), 1);
}

TEST_F(JwtAuthenticatorTest, TakesNoSecretFromTheNetwork) {
  const std::string secret(32, 's');
  issuer.publish(R"({"keys":[{"kty":"oct","kid":"s","k":")" + base64url_encode(secret) + R"("},)" + ec_key().jwk() +
                 "]}");
  const auto by = authenticator({by_url()});
  EXPECT_EQ(verify(*by, sign_hs256(R"({"alg":"HS256","kid":"s"})", kClaims, secret)).error().code,
            ErrorCode::token_invalid);
}

TEST_F(JwtAuthenticatorTest, FiftyWaitersOnFourShardsShareOneRequestAndResumeAtHome) {
  constexpr int kWaiters = 50;
  constexpr std::uint32_t kShards = 4;
  issuer.publish(jwks_of({&ec_key()}));
  issuer.hold();
  const auto by = authenticator({by_url()});
  const std::string token = ec_key().jwt(kClaims);
  std::atomic<int> accepted{0};
  std::atomic<int> at_home{0};
  std::latch done(kWaiters);
  runtime::ShardSet shards(kShards);
  shards.start();
  for (int i = 0; i < kWaiters; ++i) {
    runtime::Shard& shard = shards[static_cast<std::uint32_t>(i) % kShards];
    shard.post([&] {
      const auto home = std::this_thread::get_id();
      boost::asio::co_spawn(shard.context(), by->verify_user_jwt(token, JwtUse::connect),
                            [&, home](std::exception_ptr, const Result<Identity>& identity) {
                              accepted += identity.has_value() ? 1 : 0;
                              at_home += std::this_thread::get_id() == home ? 1 : 0;
                              done.count_down();
                            });
    });
  }
  for (std::uint32_t i = 0; i < kShards; ++i) {
    shards.run_on(i, [] {});  // by now every coroutine of the shard waits
  }
  issuer.release();
  done.wait();
  shards.stop();
  EXPECT_EQ(accepted, kWaiters);
  EXPECT_EQ(at_home, kWaiters);
  EXPECT_EQ(issuer.requests(), 1);
}

TEST_F(JwtAuthenticatorTest, TellsSeveralIssuersApart) {
  issuer.publish(jwks_of({&ec_key()}));
  JwtIssuerSettings development;
  development.issuer = "belfry-dev";
  development.hs256_secret = "secret";
  const auto by = authenticator({by_url(), development});
  const Instant now = clock.now();
  const std::string own = sign_jwt({UserId("bob"), {}, now, now + std::chrono::minutes(1)}, development);
  EXPECT_EQ(verify(*by, own)->user, UserId("bob"));
  EXPECT_EQ(verify(*by, ec_key().jwt(kClaims))->user, UserId("ann"));
  const std::string mixed = sign_hs256(R"({"alg":"HS256"})", kClaims, "secret");
  EXPECT_EQ(verify(*by, mixed).error().code, ErrorCode::token_invalid);
}

TEST_F(JwtAuthenticatorTest, TakesAnyIssuerForASecretWithoutAName) {
  JwtIssuerSettings nameless;
  nameless.hs256_secret = "secret";
  const auto by = authenticator({nameless});
  EXPECT_TRUE(verify(*by, sign_hs256(R"({"alg":"HS256"})", kClaims, "secret")).has_value());
  EXPECT_FALSE(verify(*by, sign_hs256(R"({"alg":"HS256"})", kClaims, "other")).has_value());
}

TEST_F(JwtAuthenticatorTest, ReadsKeysFromAFileAndItsNewVersion) {
  const auto path = std::filesystem::path(testing::TempDir()) / ("jwks-" + std::to_string(getpid()) + ".json");
  JwtIssuerSettings by_file;
  by_file.issuer = "https://issuer";
  by_file.jwks_file = path;
  std::ofstream(path) << jwks_of({&ec_key()});
  const auto by = authenticator({by_file});
  EXPECT_TRUE(verify(*by, ec_key().jwt(kClaims)).has_value());
  std::ofstream(path) << jwks_of({&ed_key()});
  EXPECT_TRUE(verify(*by, ed_key().jwt(kClaims)).has_value());
  std::filesystem::remove(path);
}

TEST_F(JwtAuthenticatorTest, RefusesSettingsThatCannotWork) {
  JwtIssuerSettings no_keys;
  no_keys.issuer = "https://issuer";
  JwtIssuerSettings two_origins = by_url();
  two_origins.hs256_secret = "secret";
  JwtIssuerSettings nameless_url = by_url();
  nameless_url.issuer.clear();
  JwtIssuerSettings odd_scheme = by_url();
  odd_scheme.jwks_url = "file:///etc/keys.json";
  JwtIssuerSettings no_file = no_keys;
  no_file.jwks_file = "/nonexistent/keys.json";
  for (const JwtIssuerSettings& settings : {no_keys, two_origins, nameless_url, odd_scheme, no_file}) {
    EXPECT_THROW(authenticator({settings}), std::invalid_argument);
  }
  EXPECT_THROW(authenticator({by_url(), by_url()}), std::invalid_argument);
}

TEST_F(JwtAuthenticatorTest, RefusesEverythingWithoutAnIssuer) {
  const auto by = authenticator({});
  EXPECT_EQ(verify(*by, ec_key().jwt(kClaims)).error().code, ErrorCode::token_invalid);
}

}  // namespace
}  // namespace belfry::auth

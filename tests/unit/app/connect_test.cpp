#include "app/connect.hpp"

#include "support/manual_clock.hpp"
#include "support/manual_scheduler.hpp"

#include <gtest/gtest.h>

#include <set>

namespace belfry::app {
namespace {

using belfry::test::ManualClock;
using belfry::test::ManualScheduler;

// Plain stand-ins: the real ones have their own tests; here only the order and the outcome of the checks matter.

class OneOrigin final : public OriginRule {
 public:
  bool allows(std::string_view origin) const override { return origin.empty() || origin == "https://app.example"; }
};

class PlainTokens final : public ConnectionTokenCodec {
 public:
  std::string sign(const ConnectionToken& token) const override { return token.user.str() + ".signed"; }
  Result<ConnectionToken> verify(std::string_view text, Instant now) const override {
    if (text == "late.signed") {
      return fail(ErrorCode::token_expired);
    }
    if (!text.ends_with(".signed")) {
      return fail(ErrorCode::token_invalid);
    }
    ConnectionToken token;
    token.user = UserId(std::string(text.substr(0, text.find('.'))));
    token.issued_at = now;
    token.expires_at = now + std::chrono::seconds(60);
    return token;
  }
};

class PlainJwts final : public Authenticator {
 public:
  explicit PlainJwts(const Clock& clock) : clock_(clock) {}
  Task<Result<Identity>> verify_user_jwt(std::string token, JwtUse use) override {
    EXPECT_EQ(use, JwtUse::connect);
    if (token == "keys.not.there") {
      co_return fail(ErrorCode::store_unavailable);
    }
    Identity identity;
    identity.user = UserId(token.substr(0, token.find('.')));
    identity.expires_at = clock_.now() + std::chrono::seconds(90);
    co_return identity;
  }

 private:
  const Clock& clock_;
};

class CountingTokenStore final : public TokenStore {
 public:
  Task<Result<void>> consume(UserId user, Uuid, Instant, Instant) override {
    ++asked;
    if (broken) {
      co_return fail(ErrorCode::store_unavailable);
    }
    if (!used.insert(user.str()).second) {
      co_return fail(ErrorCode::token_used);
    }
    co_return Result<void>{};
  }
  Task<Result<void>> revoke_all(UserId, Instant) override { co_return Result<void>{}; }
  Task<Result<void>> forget_expired(Instant) override { co_return Result<void>{}; }

  int asked = 0;
  bool broken = false;
  std::set<std::string> used;
};

class ConnectTest : public ::testing::Test {
 protected:
  Result<Session::Opening> admit(ConnectRequest request) {
    Result<Session::Opening> outcome = fail(ErrorCode::internal_error);
    scheduler.spawn(run(*connect, std::move(request), outcome));
    scheduler.run();
    return outcome;
  }
  static Task<void> run(Connect& connect, ConnectRequest request, Result<Session::Opening>& outcome) {
    outcome = co_await connect.admit(std::move(request));
  }
  static ConnectRequest with_token(std::string token) {
    ConnectRequest request;
    request.token = std::move(token);
    request.source[15] = 1;
    return request;
  }
  void make(ConnectionDirectory::Settings limits, Connect::Settings settings = {}) {
    directory = std::make_unique<ConnectionDirectory>(limits);
    settings.attempts_per_address.size = attempts;
    connect = std::make_unique<Connect>(Connect::Parts{*directory, clock, origins, tokens, jwts, store, opt_outs, ids},
                                        settings, [this](ConnectionKey key) { evicted.push_back(key); });
  }
  ErrorCode refusal(ConnectRequest request) {
    const auto outcome = admit(std::move(request));
    EXPECT_FALSE(outcome);
    return outcome ? ErrorCode::internal_error : outcome.error().code;
  }

  ManualClock clock;
  ManualScheduler scheduler{clock};
  OneOrigin origins;
  PlainTokens tokens;
  PlainJwts jwts{clock};
  CountingTokenStore store;
  OptOuts opt_outs;
  ConnectionIds ids;
  std::uint32_t attempts = 0;
  std::vector<ConnectionKey> evicted;
  std::unique_ptr<ConnectionDirectory> directory;
  std::unique_ptr<Connect> connect;
};

TEST_F(ConnectTest, RefusesWhoSwitchedInAppOffWithoutUsingTheTokenUp) {
  make({});
  opt_outs.note(UserId("ada"), OptOuts::InApp::off);
  EXPECT_EQ(refusal(with_token("ada.signed")), ErrorCode::in_app_disabled);
  EXPECT_EQ(store.asked, 0);
  opt_outs.note(UserId("ada"), OptOuts::InApp::on);
  EXPECT_TRUE(admit(with_token("ada.signed")));
}

TEST_F(ConnectTest, AdmitsAConnectionTokenOnce) {
  make({});
  const auto opening = admit(with_token("ada.signed"));
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening->user, UserId("ada"));
  EXPECT_EQ(opening->record.expires_at, clock.now() + std::chrono::hours(2));
  EXPECT_EQ(opening->ends_by, Session::EndsBy::lifetime);
  EXPECT_EQ(refusal(with_token("ada.signed")), ErrorCode::token_used);
  EXPECT_EQ(directory->connections(), 1U);
}

TEST_F(ConnectTest, AdmitsAUserJwtUntilItExpires) {
  make({});
  const auto opening = admit(with_token("ada.jwt.signature"));
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening->record.expires_at, clock.now() + std::chrono::seconds(90));
  EXPECT_EQ(opening->ends_by, Session::EndsBy::token);
  EXPECT_EQ(store.asked, 0);
}

TEST_F(ConnectTest, NamesWhatIsWrongWithTheCredential) {
  make({});
  EXPECT_EQ(refusal(with_token("")), ErrorCode::token_missing);
  EXPECT_EQ(refusal(with_token("ada.forged")), ErrorCode::token_invalid);
  EXPECT_EQ(refusal(with_token("late.signed")), ErrorCode::token_expired);
  EXPECT_EQ(refusal(with_token("keys.not.there")), ErrorCode::store_unavailable);
}

TEST_F(ConnectTest, ChecksInOrderSoThatARefusalWastesNoToken) {
  attempts = 1;
  make({.connections = 1});
  ConnectRequest everything_wrong = with_token("ada.signed");
  everything_wrong.origin = "https://evil.example";
  EXPECT_EQ(refusal(everything_wrong), ErrorCode::origin_not_allowed);
  EXPECT_EQ(refusal(everything_wrong), ErrorCode::rate_limited);
  ConnectRequest other_address = with_token("ada.signed");
  other_address.source[15] = 2;
  ASSERT_TRUE(admit(other_address));
  EXPECT_EQ(refusal(everything_wrong), ErrorCode::server_full);
  connect->refuse_all();
  EXPECT_EQ(refusal(everything_wrong), ErrorCode::draining);
  EXPECT_EQ(store.asked, 1);
}

TEST_F(ConnectTest, UsesNoTokenUpWhenTheUserHasTooManyConnections) {
  make({.connections_per_user = 1});
  ASSERT_TRUE(admit(with_token("ada.signed")));
  EXPECT_EQ(refusal(with_token("ada.signed")), ErrorCode::too_many_connections);
  EXPECT_EQ(store.asked, 1);
}

TEST_F(ConnectTest, GivesThePlaceBackWhenTheStoreFails) {
  make({.connections_per_user = 1});
  store.broken = true;
  EXPECT_EQ(refusal(with_token("ada.signed")), ErrorCode::internal_error);
  store.broken = false;
  EXPECT_TRUE(admit(with_token("ada.signed")));
}

TEST_F(ConnectTest, EvictsTheOldestOnlyOnceTheNewcomerIsIn) {
  make({.connections_per_user = 1, .policy = OverLimit::evict_oldest});
  const auto first = admit(with_token("ada.signed"));
  ASSERT_TRUE(first);
  store.used.clear();
  store.broken = true;
  EXPECT_EQ(refusal(with_token("ada.signed")), ErrorCode::internal_error);
  EXPECT_TRUE(evicted.empty());
}

TEST_F(ConnectTest, LimitsIpv6AddressesByTheirNetwork) {
  AddressBytes one{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9};
  AddressBytes neighbour = one;
  neighbour[15] = 1;
  AddressBytes elsewhere = one;
  elsewhere[7] = 2;
  EXPECT_EQ(rate_key(one), rate_key(neighbour));
  EXPECT_NE(rate_key(one), rate_key(elsewhere));
}

TEST_F(ConnectTest, AdmitsWithoutACredentialWhomHandlersWillJudge) {
  make({.connections = 0, .connections_per_user = 1});
  ConnectRequest request = with_token("");
  request.dialect = DialectKind::gateway;
  const auto first = connect->admit_unnamed(request);
  const auto second = connect->admit_unnamed(request);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->user, UserId());
  EXPECT_NE(first->record.connection_id(), second->record.connection_id());
  EXPECT_EQ(directory->connections(), 2U);
  connect->abandon(*first);
  EXPECT_EQ(directory->connections(), 1U);
}

TEST_F(ConnectTest, HoldsWhomHandlersWillJudgeToOriginsAttemptsAndTheServersLimit) {
  attempts = 3;
  make({.connections = 1, .connections_per_user = 0});
  ConnectRequest request = with_token("");
  ConnectRequest elsewhere = request;
  elsewhere.origin = "https://evil.example";
  EXPECT_EQ(connect->admit_unnamed(elsewhere).error().code, ErrorCode::origin_not_allowed);
  const auto admitted = connect->admit_unnamed(request);
  ASSERT_TRUE(admitted);
  EXPECT_EQ(connect->admit_unnamed(request).error().code, ErrorCode::server_full);
  connect->abandon(*admitted);
  ASSERT_TRUE(connect->admit_unnamed(request));
  connect->refuse_all();
  EXPECT_EQ(connect->admit_unnamed(request).error().code, ErrorCode::draining);
}

}  // namespace
}  // namespace belfry::app

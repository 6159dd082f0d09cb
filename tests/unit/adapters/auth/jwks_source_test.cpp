#include "adapters/auth/jwks_source.hpp"

#include "unit/adapters/auth/lane_support.hpp"
#include "unit/adapters/auth/shared_clock.hpp"
#include "unit/adapters/auth/signing_key.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

namespace belfry::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// The source with a stand-in for the network that counts.
class JwksSourceTest : public testing::Test {
 protected:
  JwksSourceTest() {
    current = jwks_of({&ec_key()});
    rotated = jwks_of({&ed_key()});
  }

  ~JwksSourceTest() override { lane.stop(); }

  Result<std::string> load() {
    ++loads;
    const MutexLock lock(mutex);
    if (current.empty()) {
      return fail(Error::logged(ErrorCode::store_unavailable, "out of order"));
    }
    return current;
  }

  void publish(std::string jwks) {
    const MutexLock lock(mutex);
    current = std::move(jwks);
  }

  Result<KeySetPtr> ask(std::optional<std::string> kid) { return await(source.keys_with(std::move(kid))); }

  bool has(const std::string& kid) {
    const auto keys = ask(kid);
    return keys.has_value() && (*keys)->knows(kid);
  }

  std::atomic<int> loads{0};
  Mutex mutex;
  std::string current BELFRY_GUARDED_BY(mutex);
  std::string rotated;
  SharedClock clock;
  runtime::BlockingLane lane{{.name = "jwks", .threads = 1, .queue_limit = 16}};
  JwksSource source{"issuer", [this] { return load(); }, SymmetricKeys::refused, JwksTiming(), clock, lane};
};

TEST_F(JwksSourceTest, LoadsWhenAKeyIsFirstNeeded) {
  EXPECT_EQ(loads, 0);
  EXPECT_TRUE(has("ec-1"));
  EXPECT_EQ(loads, 1);
}

TEST_F(JwksSourceTest, AnswersKnownKeysFromTheCache) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(has("ec-1"));
    EXPECT_TRUE(ask(std::nullopt).has_value());
  }
  EXPECT_EQ(loads, 1);
}

TEST_F(JwksSourceTest, LoadsAgainForAnUnknownKid) {
  EXPECT_TRUE(has("ec-1"));
  publish(rotated);
  EXPECT_TRUE(has("ed-1"));
  EXPECT_EQ(loads, 2);
}

TEST_F(JwksSourceTest, ForgetsAKeyThatTheIssuerWithdrew) {
  EXPECT_TRUE(has("ec-1"));
  publish(rotated);
  EXPECT_TRUE(has("ed-1"));
  EXPECT_FALSE(has("ec-1"));
}

TEST_F(JwksSourceTest, PausesAfterAKidThatTheIssuerDoesNotKnow) {
  EXPECT_TRUE(has("ec-1"));
  EXPECT_FALSE(has("made-up-1"));
  EXPECT_FALSE(has("made-up-2"));
  EXPECT_EQ(loads, 2);
  clock.advance(seconds(30));
  EXPECT_FALSE(has("made-up-3"));
  EXPECT_EQ(loads, 3);
}

TEST_F(JwksSourceTest, GivesKnownKeysDuringThePause) {
  EXPECT_FALSE(has("made-up"));
  EXPECT_TRUE(has("ec-1"));
  EXPECT_EQ(loads, 1);
}

TEST_F(JwksSourceTest, FindsARotatedKeyOnceThePauseIsOver) {
  EXPECT_FALSE(has("made-up"));
  publish(rotated);
  EXPECT_FALSE(has("ed-1"));
  clock.advance(seconds(30));
  EXPECT_TRUE(has("ed-1"));
}

TEST_F(JwksSourceTest, SaysUnavailableNotUnknownWhenALoadFails) {
  publish("");
  const auto keys = ask("ec-1");
  ASSERT_FALSE(keys.has_value());
  EXPECT_EQ(keys.error().code, ErrorCode::store_unavailable);
}

TEST_F(JwksSourceTest, SaysUnavailableForAnAnswerWithoutKeys) {
  for (const char* body : {"<html>", "{}", R"({"keys":[]})"}) {
    publish(body);
    EXPECT_EQ(ask("ec-1").error().code, ErrorCode::store_unavailable) << body;
    clock.advance(seconds(5));
  }
}

TEST_F(JwksSourceTest, PausesAfterAFailureAndSaysHowLong) {
  publish("");
  EXPECT_FALSE(ask("ec-1").has_value());
  clock.advance(seconds(2));
  const auto again = ask("ec-1");
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::store_unavailable);
  EXPECT_EQ(again.error().retry_after_ms, 3000U);
  EXPECT_EQ(loads, 1);
}

TEST_F(JwksSourceTest, RecoversAfterAFailure) {
  publish("");
  EXPECT_FALSE(ask("ec-1").has_value());
  publish(rotated);
  clock.advance(seconds(5));
  EXPECT_TRUE(has("ed-1"));
}

TEST_F(JwksSourceTest, RefreshesOldKeysBesideTheWork) {
  EXPECT_TRUE(has("ec-1"));
  publish(rotated);
  clock.advance(minutes(10));
  EXPECT_TRUE(has("ec-1"));  // answered at once by what is there
  drain(lane);
  EXPECT_EQ(loads, 2);
  EXPECT_TRUE(has("ed-1"));
  EXPECT_EQ(loads, 2);
}

TEST_F(JwksSourceTest, RefreshesWhenRemindedThoughNobodyAsks) {
  EXPECT_TRUE(has("ec-1"));
  source.refresh_if_due();
  drain(lane);
  EXPECT_EQ(loads, 1);
  clock.advance(minutes(10));
  source.refresh_if_due();
  drain(lane);
  EXPECT_EQ(loads, 2);
}

TEST_F(JwksSourceTest, KeepsOldKeysWhenARefreshFails) {
  EXPECT_TRUE(has("ec-1"));
  publish("");
  clock.advance(minutes(10));
  EXPECT_TRUE(has("ec-1"));
  drain(lane);
  EXPECT_EQ(loads, 2);
  EXPECT_TRUE(has("ec-1"));
  EXPECT_EQ(ask("ed-1").error().code, ErrorCode::store_unavailable);
}

TEST_F(JwksSourceTest, RetriesAFailedRefreshAfterAPause) {
  EXPECT_TRUE(has("ec-1"));
  publish("");
  clock.advance(minutes(10));
  EXPECT_TRUE(has("ec-1"));
  drain(lane);
  EXPECT_TRUE(has("ec-1"));
  drain(lane);
  EXPECT_EQ(loads, 2);
  clock.advance(seconds(5));
  EXPECT_TRUE(has("ec-1"));
  drain(lane);
  EXPECT_EQ(loads, 3);
}

TEST_F(JwksSourceTest, WaitsForItsLoadBeforeItGoes) {
  std::promise<void> gate;
  std::atomic<bool> ended{false};
  auto held = [&gate, &ended] {
    gate.get_future().wait();
    ended = true;
    return Result<std::string>(fail(Error::logged(ErrorCode::store_unavailable, "too late")));
  };
  auto short_lived =
      std::make_unique<JwksSource>("issuer", std::move(held), SymmetricKeys::refused, JwksTiming(), clock, lane);
  boost::asio::io_context context(1);
  boost::asio::co_spawn(context, short_lived->keys_with("ec-1"), [](std::exception_ptr, const Result<KeySetPtr>&) {});
  context.poll();  // the coroutine waits for the load by now
  std::thread opener([&gate] { gate.set_value(); });
  short_lived.reset();
  EXPECT_TRUE(ended);
  opener.join();
  context.run();
}

TEST_F(JwksSourceTest, IsOverloadedAtOnceWhenTheLaneIsFull) {
  runtime::BlockingLane full({.name = "full", .threads = 1, .queue_limit = 0});
  JwksSource crowded("issuer", [this] { return load(); }, SymmetricKeys::refused, JwksTiming(), clock, full);
  EXPECT_EQ(await(crowded.keys_with("ec-1")).error().code, ErrorCode::overloaded);
  EXPECT_EQ(await(crowded.keys_with("ec-1")).error().code, ErrorCode::overloaded);
  EXPECT_EQ(loads, 0);
}

}  // namespace
}  // namespace belfry::auth

#include "verdict.hpp"

#include <gtest/gtest.h>

#include "backoff.hpp"
#include "bodies.hpp"

namespace belfry::client {
namespace {

TEST(Verdict, RepeatsWhatTheServerHasNotDone) {
  const Call safe{};
  const Call once{.repeatable = false};
  for (const int status : {429, 503}) {
    EXPECT_EQ(judge(safe, {.status = status}, 1), Verdict::again) << status;
    EXPECT_EQ(judge(once, {.status = status}, 1), Verdict::again) << status;
  }
  EXPECT_EQ(judge(once, {.unsent = true}, 1), Verdict::again);
}

TEST(Verdict, RepeatsWhatMayBeDoneOnlyWhenThatIsHarmless) {
  for (const int status : {0, 408, 500, 502, 504}) {
    EXPECT_EQ(judge({}, {.status = status}, 1), Verdict::again) << status;
    EXPECT_EQ(judge({.repeatable = false}, {.status = status}, 1), Verdict::uncertain) << status;
  }
}

TEST(Verdict, TakesEveryOtherStatusAsRefusal) {
  for (const int status : {301, 400, 401, 404, 409, 422}) {
    EXPECT_EQ(judge({}, {.status = status}, 1), Verdict::refused) << status;
  }
  EXPECT_EQ(judge({.kind = Call::Kind::job_end}, {.status = 409, .code = "JOB_TERMINAL"}, 1), Verdict::refused);
}

TEST(Backoff, DoublesItsLimitUpToTheLongest) {
  Backoff backoff(milliseconds(200), milliseconds(1'000));
  EXPECT_EQ(backoff.limit(1), milliseconds(200));
  EXPECT_EQ(backoff.limit(2), milliseconds(400));
  EXPECT_EQ(backoff.limit(4), milliseconds(1'000));
  EXPECT_EQ(backoff.limit(1'000'000), milliseconds(1'000));
  for (int attempt = 1; attempt < 100; ++attempt) {
    EXPECT_LE(backoff.after(attempt), backoff.limit(attempt));
  }
}

TEST(Segment, EncodesWhatAPathMayNotHave) {
  EXPECT_EQ(segment("parse-1_a.b~"), "parse-1_a.b~");
  EXPECT_EQ(segment("a/b c?"), "a%2Fb%20c%3F");
  EXPECT_EQ(segment(".."), "%252E%252E");
}

}  // namespace
}  // namespace belfry::client

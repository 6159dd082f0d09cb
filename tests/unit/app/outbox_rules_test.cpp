#include "app/outbox_rules.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace belfry::app {
namespace {

using Verdict = OutboxOutcome::Verdict;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant kNow{milliseconds(1'000'000)};
constexpr OutboxPatience kPatience{.attempts = 3, .first_delay = seconds(5), .max_delay = seconds(60)};

OutboxEntry tried(std::uint32_t attempts) {
  OutboxEntry entry;
  entry.id = 7;
  entry.attempts = attempts;
  return entry;
}

OutboxOutcome judged(std::uint32_t attempts, const WebhookAnswer& answer, std::uint64_t random = 0) {
  return judge(tried(attempts), answer, kPatience, kNow, random);
}

TEST(OutboxRules, CountAnAcceptedEventAsSent) {
  const OutboxOutcome outcome = judged(0, {.end = WebhookEnd::accepted, .detail = {}});
  EXPECT_EQ(outcome.id, 7U);
  EXPECT_EQ(outcome.verdict, Verdict::sent);
}

TEST(OutboxRules, GiveUpAtOnceWhereTheReceiverDoesNotWantTheEvent) {
  const OutboxOutcome outcome = judged(0, {.end = WebhookEnd::gone, .detail = "status 410"});
  EXPECT_EQ(outcome.verdict, Verdict::dead);
  EXPECT_EQ(outcome.error, "status 410");
}

TEST(OutboxRules, TryAgainAfterEveryOtherFailure) {
  for (const WebhookEnd end : {WebhookEnd::refused, WebhookEnd::timeout, WebhookEnd::unreachable}) {
    const OutboxOutcome outcome = judged(0, {.end = end, .detail = "why"});
    EXPECT_EQ(outcome.verdict, Verdict::again) << name_of(end);
    EXPECT_EQ(outcome.error, "why");
  }
}

TEST(OutboxRules, DeclareAnEventDeadWithItsLastAttempt) {
  EXPECT_EQ(judged(1, {.end = WebhookEnd::timeout, .detail = {}}).verdict, Verdict::again);
  EXPECT_EQ(judged(2, {.end = WebhookEnd::timeout, .detail = {}}).verdict, Verdict::dead);
}

TEST(OutboxRules, DoubleTheLongestPauseUpToItsBound) {
  EXPECT_EQ(longest_pause(kPatience, 0), seconds(5));
  EXPECT_EQ(longest_pause(kPatience, 1), seconds(10));
  EXPECT_EQ(longest_pause(kPatience, 3), seconds(40));
  EXPECT_EQ(longest_pause(kPatience, 4), seconds(60));
  EXPECT_EQ(longest_pause(kPatience, 4'000'000'000), seconds(60));
}

TEST(OutboxRules, DrawThePauseFromAllUpToTheLongest) {
  const WebhookAnswer failed{.end = WebhookEnd::refused, .detail = {}};
  EXPECT_EQ(judged(0, failed, 0).next_attempt, kNow);
  EXPECT_EQ(judged(0, failed, 5'000).next_attempt, kNow + seconds(5));
  EXPECT_EQ(judged(0, failed, 5'001).next_attempt, kNow);
  EXPECT_EQ(judged(1, failed, 10'000).next_attempt, kNow + seconds(10));
}

TEST(OutboxRules, WaitAsLongAsTheReceiverAsks) {
  const WebhookAnswer busy{.end = WebhookEnd::refused, .detail = {}, .retry_after = seconds(30)};
  EXPECT_EQ(judged(0, busy).next_attempt, kNow + seconds(30));
}

TEST(OutboxRules, WaitNoLongerThanTheBoundWhateverTheReceiverAsks) {
  WebhookAnswer busy{.end = WebhookEnd::refused, .detail = {}, .retry_after = seconds(61)};
  EXPECT_EQ(judged(0, busy).next_attempt, kNow + seconds(60));
  busy.retry_after = seconds(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(judged(0, busy).next_attempt, kNow + seconds(60));
}

}  // namespace
}  // namespace belfry::app

#include "app/outbox_sender.hpp"

#include "support/fake_outbox.hpp"
#include "support/manual_clock.hpp"
#include "support/manual_scheduler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::app {
namespace {

using belfry::test::FakeOutboxStore;
using belfry::test::FakeWebhooks;
using belfry::test::ManualClock;
using belfry::test::ManualScheduler;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class OneShard final : public ShardDispatcher {
 public:
  explicit OneShard(ManualScheduler& scheduler) : scheduler_(scheduler) {}
  std::uint32_t shard_count() const override { return 1; }
  void post_to(std::uint32_t, std::move_only_function<void()> job) override {
    ++posted;
    scheduler_.post(std::move(job));
  }
  bool offer_to(std::uint32_t shard, std::move_only_function<void()> job) override {
    post_to(shard, std::move(job));
    return true;
  }

  int posted = 0;

 private:
  ManualScheduler& scheduler_;
};

Task<void> call_back(OutboxStore& store, OutboxId id) {
  const auto called_back = co_await store.retry({id});
  EXPECT_TRUE(called_back.has_value());
}

class OutboxSenderTest : public testing::Test {
 protected:
  void start() {
    sender.start();
    scheduler.run();
  }
  void accept(OutboxId id) {
    webhooks.accept(id);
    scheduler.run();
  }
  void refuse(OutboxId id) {
    webhooks.refuse(id);
    scheduler.run();
  }
  void stop() {
    sender.stop([this] { stopped = true; });
    scheduler.run();
  }

  ManualClock clock;
  ManualScheduler scheduler{clock};
  OneShard dispatcher{scheduler};
  FakeOutboxStore store;
  FakeWebhooks webhooks;
  OutboxMetrics metrics;
  std::uint64_t random = 0;
  bool stopped = false;
  OutboxSender sender{
      {scheduler, dispatcher, clock, store, webhooks, metrics,
       [this] {
         return random;
       }},
      {.patience = {.attempts = 3, .first_delay = seconds(4), .max_delay = seconds(60)}, .concurrency = 2}};
};

TEST_F(OutboxSenderTest, SendsWhatIsDueAtTheStart) {
  const OutboxId id = store.add("ada");
  start();
  EXPECT_THAT(webhooks.under_way(), ElementsAre(id));
}

TEST_F(OutboxSenderTest, SendsAsManyAtOnceAsItMayAndNoMore) {
  store.add("ada");
  store.add("ben");
  const OutboxId third = store.add("cleo");
  start();
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 2U));
  accept(1);
  EXPECT_THAT(webhooks.under_way(), ElementsAre(2U, third));
}

TEST_F(OutboxSenderTest, SendsTheEventsOfOneUserOneAfterTheOther) {
  store.add("ada");
  store.add("ada");
  store.add("ada");
  start();
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
  accept(1);
  accept(2);
  accept(3);
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 2U, 3U));
}

TEST_F(OutboxSenderTest, SendsTheEventsForEverybodyOneAfterTheOther) {
  store.add("");
  store.add("");
  start();
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
  accept(1);
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 2U));
}

TEST_F(OutboxSenderTest, KeepsAUserWaitingBehindAnEventThatFailed) {
  store.add("ada");
  store.add("ada");
  random = 3'000;
  start();
  refuse(1);
  scheduler.advance(milliseconds(2'999));
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
  scheduler.advance(milliseconds(1));
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 1U));
  accept(1);
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 1U, 2U));
}

TEST_F(OutboxSenderTest, LetsOthersPassAReceiverThatHangsForOneUser) {
  store.add("ada");
  store.add("ben");
  store.add("ben");
  start();
  accept(2);
  accept(3);
  EXPECT_THAT(webhooks.under_way(), ElementsAre(1U));
  EXPECT_EQ(metrics.sent.value(), 2U);
}

TEST_F(OutboxSenderTest, GoesOnBehindADeadEvent) {
  store.add("ada");
  store.add("ada");
  start();
  for (int attempt = 0; attempt < 3; ++attempt) {
    refuse(1);
    scheduler.advance(seconds(1));
  }
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 1U, 1U, 2U));
  EXPECT_EQ(metrics.failed_by(WebhookEnd::refused).value(), 3U);
}

TEST_F(OutboxSenderTest, LooksSoonAfterAKick) {
  start();
  store.add("ada");
  sender.kick();
  scheduler.advance(OutboxSender::kGather);
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
}

TEST_F(OutboxSenderTest, MakesOneLookOfManyKicks) {
  start();
  const int before = store.looks;
  for (int i = 0; i < 1'000; ++i) {
    sender.kick();
  }
  scheduler.advance(milliseconds(100));
  EXPECT_EQ(dispatcher.posted, 1);
  EXPECT_EQ(store.looks, before + 1);
}

TEST_F(OutboxSenderTest, FindsWithoutAKickWhatWasWritten) {
  start();
  store.add("ada");
  scheduler.advance(OutboxSender::kLook);
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
}

TEST_F(OutboxSenderTest, NeverHasTwoOfOneUserUnderWayThoughADeadOneIsCalledBack) {
  store.add("ada");
  store.add("ada");
  start();
  webhooks.answer(1, WebhookAnswer{.end = WebhookEnd::gone, .detail = "status 410"});
  scheduler.run();
  ASSERT_THAT(webhooks.under_way(), ElementsAre(2U));
  scheduler.spawn(call_back(store, 1));
  scheduler.advance(seconds(5));
  EXPECT_THAT(webhooks.under_way(), ElementsAre(2U));
  accept(2);
  EXPECT_THAT(webhooks.under_way(), ElementsAre(1U));
}

TEST_F(OutboxSenderTest, SettlesTogetherWhatHasGathered) {
  store.add("ada");
  store.add("ben");
  start();
  store.failing = true;
  accept(1);
  accept(2);
  store.failing = false;
  scheduler.advance(OutboxSender::kLook);
  EXPECT_THAT(store.batches, ElementsAre(2U));
}

TEST_F(OutboxSenderTest, DoesNotSendAgainWhatTheStoreCouldNotSettle) {
  store.add("ada");
  store.add("ada");
  start();
  store.failing = true;
  accept(1);
  scheduler.advance(seconds(10));
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
  store.failing = false;
  scheduler.advance(seconds(2));
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 2U));
}

/// A look reads a snapshot: what was settled since stands in it as due.
TEST_F(OutboxSenderTest, DoesNotSendAgainWhatWasSettledDuringALook) {
  store.add("ada");
  store.add("ada");
  start();
  store.hold_due = true;
  scheduler.advance(OutboxSender::kLook);
  accept(1);
  store.release_due();
  scheduler.run();
  EXPECT_THAT(webhooks.begun, ElementsAre(1U, 2U));
}

TEST_F(OutboxSenderTest, GoesOnWhenTheStoreIsBack) {
  store.failing = true;
  store.add("ada");
  start();
  EXPECT_THAT(webhooks.begun, IsEmpty());
  store.failing = false;
  scheduler.advance(OutboxSender::kLook);
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
}

TEST_F(OutboxSenderTest, CountsNoAttemptWhereThereWasNone) {
  store.add("ada");
  start();
  for (int i = 0; i < 5; ++i) {
    webhooks.answer(1, fail(ErrorCode::overloaded));
    scheduler.advance(OutboxSender::kLook);
  }
  EXPECT_THAT(webhooks.under_way(), ElementsAre(1U));
  EXPECT_THAT(store.batches, IsEmpty());
}

TEST_F(OutboxSenderTest, CountsTheBacklog) {
  store.add("ada");
  store.add("ada");
  start();
  EXPECT_EQ(metrics.waiting.load(), 2U);
  webhooks.answer(1, WebhookAnswer{.end = WebhookEnd::gone, .detail = "status 410"});
  scheduler.advance(OutboxSender::kCount);
  EXPECT_EQ(metrics.waiting.load(), 1U);
  EXPECT_EQ(metrics.dead.load(), 1U);
}

TEST_F(OutboxSenderTest, StopsAtOnceWhenNothingIsUnderWay) {
  start();
  stop();
  EXPECT_TRUE(stopped);
}

TEST_F(OutboxSenderTest, StopsWhenWhatWasUnderWayIsSettled) {
  store.add("ada");
  store.add("ada");
  start();
  stop();
  EXPECT_FALSE(stopped);
  accept(1);
  EXPECT_TRUE(stopped);
  EXPECT_THAT(store.batches, ElementsAre(1U));
  EXPECT_THAT(webhooks.begun, ElementsAre(1U));
}

TEST_F(OutboxSenderTest, StopsThoughTheStoreFails) {
  store.add("ada");
  start();
  store.failing = true;
  accept(1);
  stop();
  EXPECT_TRUE(stopped);
}

TEST_F(OutboxSenderTest, LooksNoMoreOnceItIsStopped) {
  start();
  stop();
  store.add("ada");
  sender.kick();
  scheduler.advance(seconds(60));
  EXPECT_THAT(webhooks.begun, IsEmpty());
}

}  // namespace
}  // namespace belfry::app

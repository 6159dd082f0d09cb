#include "server/compose_outbox.hpp"

#include "support/fake_outbox.hpp"
#include "unit/cli/raw_server.hpp"

#include <gtest/gtest.h>

#include <future>

namespace belfry::server {
namespace {

using belfry::test::FakeOutboxStore;
using cli::test::RawConnection;
using cli::test::RawServer;

constexpr std::chrono::seconds kPatience{10};

config::Config configured(const std::string& url) {
  config::Config config;
  config.outbox.url = url;
  config.outbox.secret = "0123456789abcdef";
  config.outbox.concurrency = 1;
  return config;
}

/// One that runs.
std::unique_ptr<runtime::ShardSet> one_shard() {
  auto shards = std::make_unique<runtime::ShardSet>(1);
  shards->start();
  return shards;
}

TEST(StorePolicyOf, WritesNoEventWithoutAReceiver) {
  const StorePolicy policy = store_policy(configured(""));
  EXPECT_FALSE(policy.outbox.decided);
  EXPECT_FALSE(policy.outbox.delivered);
}

TEST(StorePolicyOf, WritesTheEventsThatAreConfigured) {
  config::Config config = configured("http://127.0.0.1:1/");
  config.outbox.events = {"delivered"};
  const StorePolicy policy = store_policy(config);
  EXPECT_FALSE(policy.outbox.decided);
  EXPECT_TRUE(policy.outbox.delivered);
}

TEST(OutboxOfANode, HandsEventsOver) {
  std::promise<std::string> request;
  RawServer receiver({[&](RawConnection& connection) {
    const std::string head = connection.read_until("\r\n\r\n");
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    request.set_value(head);
  }});
  const SystemClock clock;
  FakeOutboxStore store;
  store.add("ada");
  Outbox outbox(configured(receiver.url() + "/hook"), clock);
  const auto shards = one_shard();
  outbox.start(*shards, 0, store);
  EXPECT_TRUE(request.get_future().get().starts_with("POST /hook HTTP/1.1\r\n"));
  outbox.stop(kPatience);
  shards->stop();
  EXPECT_EQ(outbox.metrics().sent.value(), 1U);
  EXPECT_EQ(store.batches, std::vector<std::size_t>{1});
}

TEST(OutboxOfANode, BreaksOffAReceiverThatHangsWhenItStops) {
  std::promise<void> asked;
  std::promise<void> over;
  RawServer receiver({[&](RawConnection& connection) {
    connection.read_until("\r\n\r\n");
    asked.set_value();
    over.get_future().wait();
  }});
  const SystemClock clock;
  FakeOutboxStore store;
  store.add("ada");
  Outbox outbox(configured(receiver.url()), clock);
  const auto shards = one_shard();
  outbox.start(*shards, 0, store);
  asked.get_future().wait();
  outbox.stop(std::chrono::milliseconds(1));
  shards->stop();
  over.set_value();
  EXPECT_TRUE(store.batches.empty()) << "an attempt that was broken off is none";
}

TEST(OutboxOfANode, DoesNothingWithoutAReceiver) {
  const SystemClock clock;
  FakeOutboxStore store;
  store.add("ada");
  Outbox outbox(configured(""), clock);
  const auto shards = one_shard();
  outbox.start(*shards, 0, store);
  outbox.kick();
  outbox.stop(kPatience);
  shards->stop();
  EXPECT_EQ(store.looks, 0);
}

}  // namespace
}  // namespace belfry::server

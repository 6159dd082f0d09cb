#include <algorithm>

#include "client_fixture.hpp"

namespace belfry::client::test {
namespace {

class OutageTest : public ClientTest {
 protected:
  static Notification note() { return {.user_id = "ada", .type = "new_comment", .title = "Hello"}; }
};

TEST_F(OutageTest, TheWorkGoesOnWithoutAServer) {
  server.stop();
  ClientOptions hurried = options();
  hurried.end_timeout = milliseconds(50);
  hurried.flush_timeout = milliseconds(50);
  hurried.progress_interval = milliseconds(100);
  const auto begun = std::chrono::steady_clock::now();
  {
    Client client(hurried);
    Job job = client.start_job(two_stages());
    Stage parse = job.stage("parse");
    for (std::uint64_t row = 1; row <= 1000; ++row) {
      parse.progress(row, 1000);
    }
    parse.complete();
    EXPECT_FALSE(job.complete());
    EXPECT_FALSE(job.cancelled());
    EXPECT_EQ(client.stats().replaced, 999U);
  }
  EXPECT_EQ(messages().size(), 2U);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds(5));
  EXPECT_EQ(messages().front(), "the server takes no calls; repeating");
  EXPECT_EQ(messages().back(), "closed before it was sent");
}

TEST_F(OutageTest, WhatWasCalledMeanwhileArrivesInOrderButForStaleProgress) {
  Client client(options());
  Job job = client.start_job(two_stages());
  EXPECT_EQ(job.id(), "job_1");
  server.stop();
  Stage parse = job.stage("parse");
  parse.progress(1, 3);
  parse.progress(2, 3);
  parse.complete();
  job.stage("store").progress(1, 9);
  job.stage("store").progress(2, 9);
  server.start();
  EXPECT_TRUE(job.complete());
  const auto calls = server.calls();
  EXPECT_EQ(calls[calls.size() - 3], "POST /jobs/job_1/stages/parse/complete");
  EXPECT_THAT(server.received()[calls.size() - 2].body, HasSubstr(R"("stage":"store")"));
  EXPECT_THAT(server.received()[calls.size() - 2].body, HasSubstr(R"("currentRow":2)"));
  EXPECT_EQ(calls.back(), "POST /jobs/job_1/complete");
}

TEST_F(OutageTest, IsOneLineOfTheLogAndItsEndAnother) {
  std::atomic<int> refusals{3};
  server.on([&](const Received&) { return refusals-- > 0 ? problem(503, "UNAVAILABLE") : Reply{}; });
  Client client(options());
  EXPECT_TRUE(client.notify(note()).get().has_value());
  EXPECT_THAT(messages(), ElementsAre("the server takes no calls; repeating", "the server takes calls again"));
  EXPECT_EQ(client.stats().retried, 3U);
  EXPECT_EQ(client.stats().sent, 1U);
}

TEST_F(OutageTest, RepeatsANotificationWhoseAnswerWasLostWithTheSameKey) {
  std::atomic<bool> first{true};
  server.on([&](const Received&) { return Reply{.hang_up = first.exchange(false)}; });
  Client client(options());
  EXPECT_TRUE(client.notify(note()).get().has_value());
  const auto received = server.received();
  ASSERT_EQ(received.size(), 2U);
  EXPECT_EQ(received[0].headers.at("idempotency-key").size(), 32U);
  EXPECT_EQ(received[0].headers.at("idempotency-key"), received[1].headers.at("idempotency-key"));
}

TEST_F(OutageTest, GivesTwoNotificationsTwoKeys) {
  Client client(options());
  client.notify(note());
  client.notify(note());
  const auto received = server.wait_for(2);
  EXPECT_NE(received[0].headers.at("idempotency-key"), received[1].headers.at("idempotency-key"));
}

TEST_F(OutageTest, NeverRepeatsABroadcastThatMayHaveArrived) {
  server.on([](const Received&) { return Reply{.hang_up = true}; });
  Client client(options());
  EXPECT_FALSE(client.broadcast({.type = "notification"}).get().has_value());
  EXPECT_EQ(server.received().size(), 1U);
  EXPECT_EQ(client.stats().failed, 1U);
}

TEST_F(OutageTest, NeverRepeatsABroadcastOnAKeptConnectionThatEnds) {
  std::atomic<int> calls{0};
  server.on([&](const Received&) { return Reply{.hang_up = ++calls > 1}; });
  Client client(options());
  EXPECT_TRUE(client.notify(note()).get().has_value());
  EXPECT_FALSE(client.broadcast({.type = "notification"}).get().has_value());
  EXPECT_EQ(server.received().size(), 2U);
}

TEST_F(OutageTest, RepeatsABroadcastThatTheServerPutOff) {
  std::atomic<bool> first{true};
  server.on([&](const Received&) -> Reply {
    return first.exchange(false) ? problem(429, "RATE_LIMITED")
                                 : Reply{.status = 200, .body = R"({"successCount":4,"failureCount":1})"};
  });
  Client client(options());
  const auto result = client.broadcast({.type = "notification"}).get();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->success_count, 4U);
  EXPECT_EQ(result->failure_count, 1U);
}

TEST_F(OutageTest, ObeysRetryAfter) {
  std::atomic<bool> first{true};
  server.on([&](const Received&) {
    Reply busy = problem(429, "RATE_LIMITED");
    busy.headers = "Retry-After: 1\r\n";
    return first.exchange(false) ? busy : Reply{};
  });
  Client client(options());
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_TRUE(client.notify(note()).get().has_value());
  EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(990));
}

TEST_F(OutageTest, GivesUpWhatCannotBeSentInTime) {
  server.on([](const Received&) { return problem(503, "UNAVAILABLE"); });
  ClientOptions impatient = options();
  impatient.give_up_after = milliseconds(60);
  Client client(impatient);
  EXPECT_FALSE(client.notify(note()).get().has_value());
  EXPECT_EQ(messages().back(), "could not be sent in time");
  EXPECT_EQ(log().back().status, 503);
  EXPECT_GE(log().back().attempts, 2);
}

TEST_F(OutageTest, RefusesWhatFindsNoRoomAtOnce) {
  server.stop();
  ClientOptions small = options();
  small.max_queued = 2;
  small.flush_timeout = milliseconds(0);
  Client client(small);
  std::vector<std::future<std::optional<NotifyResult>>> sent;
  for (int call = 0; call < 5; ++call) {
    sent.push_back(client.notify(note()));
  }
  // Two wait, and one may be under way.
  const auto refused =
      std::ranges::count_if(sent, [](auto& one) { return one.wait_for(seconds(0)) == std::future_status::ready; });
  EXPECT_GE(refused, 2);
  EXPECT_EQ(refused, std::ranges::count(messages(), "no room in the queue"));
}

TEST_F(OutageTest, KeepsTheEndOfAJobWaitingForRoomAtTheCostOfNoOtherCall) {
  std::promise<void> busy;
  server.on([held = busy.get_future().share()](const Received& request) {
    held.wait();
    return request.path == "/jobs" ? Reply{.status = 201, .body = R"({"jobId":"job_1"})"} : Reply{};
  });
  ClientOptions small = options();
  small.max_queued = 1;
  Client client(small);
  Job job = client.start_job(two_stages());
  server.wait_for(1);
  const auto sent = client.notify(note());
  std::thread release([&busy] { busy.set_value(); });
  EXPECT_TRUE(job.complete());
  release.join();
  EXPECT_EQ(server.calls(),
            (std::vector<std::string>{"POST /jobs", "POST /notifications", "POST /jobs/job_1/complete"}));
}

TEST_F(OutageTest, NeverTellsTheKey) {
  server.on([](const Received&) { return problem(401, "UNAUTHORIZED"); });
  Client client(options());
  EXPECT_FALSE(client.notify(note()).get().has_value());
  ASSERT_EQ(log().size(), 1U);
  const LogEntry entry = log()[0];
  for (const std::string& text : {entry.message, entry.call, entry.code, entry.cause, entry.request_id}) {
    EXPECT_EQ(text.find("the-key"), std::string::npos);
  }
}

TEST_F(OutageTest, SurvivesALogThatThrows) {
  server.on([](const Received&) { return problem(401, "UNAUTHORIZED"); });
  ClientOptions throwing = options();
  throwing.log = [](const LogEntry&) {
    throw std::runtime_error("full");
  };
  Client client(throwing);
  EXPECT_FALSE(client.notify(note()).get().has_value());
}

}  // namespace
}  // namespace belfry::client::test

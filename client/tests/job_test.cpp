#include "client_fixture.hpp"

namespace belfry::client::test {
namespace {

class JobTest : public ClientTest {};

TEST_F(JobTest, ReportsItsStagesInThreeLinesEach) {
  Client client(options());
  Job job = client.start_job(two_stages());
  Stage parse = job.stage("parse");
  parse.progress(50, 200, "reading");
  parse.complete({{"rows", 200}});
  ASSERT_TRUE(job.complete({{"imported", 198}, {"skipped", 2}}));
  EXPECT_THAT(server.calls(), ElementsAre("POST /jobs", "POST /jobs/job_1/progress",
                                          "POST /jobs/job_1/stages/parse/complete", "POST /jobs/job_1/complete"));
  const auto received = server.received();
  EXPECT_EQ(received[0].body, R"({"userId":"ada","kind":"import","title":"parts.csv",)"
                              R"("stages":[{"name":"parse","weight":1},{"name":"store","weight":3}]})");
  EXPECT_EQ(received[1].body,
            R"({"stage":"parse","stageProgress":25,"message":"reading","currentRow":50,"totalRows":200})");
  EXPECT_EQ(received[2].body, R"({"results":{"rows":200}})");
  EXPECT_EQ(received[3].body, R"({"results":{"imported":198,"skipped":2}})");
  EXPECT_EQ(client.stats().sent, 4U);
}

TEST_F(JobTest, KeepsOneConnectionAndSendsTheKey) {
  Client client(options());
  Job job = client.start_job(two_stages());
  for (int row = 0; row < 20; ++row) {
    job.progress(row);
    client.flush(seconds(5));
  }
  job.complete();
  EXPECT_EQ(server.connections(), 1U);
  EXPECT_EQ(server.received().front().headers.at("authorization"), "Bearer the-key");
}

TEST_F(JobTest, TellsItsIdOnceTheServerAnswered) {
  Client client(options());
  const Job job = client.start_job(two_stages());
  EXPECT_EQ(job.id(), "job_1");
}

TEST_F(JobTest, FailsWithACodeAndAMessage) {
  Client client(options());
  Job job = client.start_job(two_stages());
  EXPECT_TRUE(job.fail("BAD_FILE", "line 3 has no part number", {{"line", 3}}));
  EXPECT_EQ(server.received().back().body,
            R"({"error":{"code":"BAD_FILE","message":"line 3 has no part number","details":{"line":3}}})");
}

TEST_F(JobTest, SendsTheLastReportBeforeTheFailureThatFollows) {
  ClientOptions slow = options();
  slow.progress_interval = seconds(60);
  Client client(slow);
  Job job = client.start_job(two_stages());
  job.stage("parse").progress(1, 100);
  client.flush(seconds(5));
  job.stage("parse").progress(77, 100);
  EXPECT_TRUE(job.fail("BAD_FILE", "no"));
  const auto received = server.received();
  ASSERT_EQ(received.size(), 4U);
  EXPECT_THAT(received[2].body, HasSubstr(R"("currentRow":77)"));
}

TEST_F(JobTest, IsFailedAsAbandonedWhenItGoesOutOfScope) {
  Client client(options());
  {
    const Job job = client.start_job(two_stages());
  }
  EXPECT_TRUE(client.flush(seconds(5)));
  EXPECT_EQ(server.calls().back(), "POST /jobs/job_1/fail");
  EXPECT_THAT(server.received().back().body, HasSubstr("ABANDONED"));
}

TEST_F(JobTest, IsOverAfterItsEnd) {
  Client client(options());
  Job job = client.start_job(two_stages());
  EXPECT_TRUE(job.complete());
  job.progress(50);
  job.stage("parse").complete();
  EXPECT_FALSE(job.fail("X", "y"));
  EXPECT_EQ(server.received().size(), 2U);
  EXPECT_EQ(client.stats().ignored, 3U);
}

TEST_F(JobTest, IsCancelledByTheAnswerToAReport) {
  server.on([](const Received& request) {
    return request.path == "/jobs" ? Reply{.status = 201, .body = R"({"jobId":"job_1"})"}
                                   : problem(409, "JOB_CANCELLED");
  });
  Client client(options());
  Job job = client.start_job(two_stages());
  EXPECT_FALSE(job.cancelled());
  job.progress(10);
  client.flush(seconds(5));
  EXPECT_TRUE(job.cancelled());
  EXPECT_FALSE(job.complete());
  EXPECT_THAT(messages(), ElementsAre("the job was cancelled"));
  EXPECT_EQ(client.stats().failed, 0U);
}

TEST_F(JobTest, TakesARepeatedEndThatFindsTheJobAtItsEndAsDone) {
  std::atomic<int> ends{0};
  server.on([&](const Received& request) -> Reply {
    if (request.path == "/jobs") {
      return {.status = 201, .body = R"({"jobId":"job_1"})"};
    }
    return ++ends == 1 ? problem(500, "INTERNAL") : problem(409, "JOB_TERMINAL");
  });
  Client client(options());
  Job job = client.start_job(two_stages());
  EXPECT_TRUE(job.complete());
}

TEST_F(JobTest, IsDetachedWhenTheServerRefusesIt) {
  server.on([](const Received&) { return problem(422, "VALIDATION_FAILED"); });
  Client client(options());
  Job job = client.start_job(two_stages());
  EXPECT_EQ(job.id(), "");
  job.progress(10);
  EXPECT_FALSE(job.complete());
  EXPECT_EQ(server.received().size(), 1U);
  ASSERT_EQ(log().size(), 1U);
  EXPECT_EQ(log()[0].code, "VALIDATION_FAILED");
  EXPECT_EQ(log()[0].status, 422);
}

TEST_F(JobTest, MadeByDefaultTakesEveryCall) {
  Job job;
  job.stage("parse").progress(1, 2);
  job.stage("parse").complete();
  EXPECT_FALSE(job.cancelled());
  EXPECT_EQ(job.id(), "");
  EXPECT_FALSE(job.complete());
}

TEST_F(JobTest, MayOutliveItsClient) {
  std::optional<Client> client(std::in_place, options());
  Job job = client->start_job(two_stages());
  client.reset();
  job.progress(5);
  EXPECT_FALSE(job.complete());
}

TEST_F(JobTest, TellsOneRefusalOfManyReports) {
  server.on([](const Received& request) {
    return request.path == "/jobs" ? Reply{.status = 201, .body = R"({"jobId":"job_1"})"}
                                   : problem(422, "VALIDATION_FAILED");
  });
  Client client(options());
  Job job = client.start_job(two_stages());
  for (int percent = 0; percent < 5; ++percent) {
    job.progress(percent);
    client.flush(seconds(5));
  }
  EXPECT_EQ(client.stats().failed, 5U);
  EXPECT_THAT(messages(), ElementsAre("refused"));
}

}  // namespace
}  // namespace belfry::client::test

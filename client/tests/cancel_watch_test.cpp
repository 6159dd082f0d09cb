#include "client_fixture.hpp"

namespace belfry::client::test {
namespace {

class CancelWatchTest : public ClientTest {
 protected:
  static NewJob watched() {
    NewJob job = two_stages();
    job.watch_cancel = true;
    return job;
  }

  /// Starts jobs, takes reports, and answers polls with `poll`.
  void answer_polls(std::function<Reply()> poll) {
    server.on([poll = std::move(poll)](const Received& request) -> Reply {
      if (request.method == "GET") {
        return poll();
      }
      return request.path == "/jobs" ? Reply{.status = 201, .body = R"({"jobId":"job_1"})"} : Reply{};
    });
  }
};

TEST_F(CancelWatchTest, HearsOfACancelWithoutAReport) {
  answer_polls([] { return Reply{.status = 200, .body = R"({"cancelled":true})"}; });
  Client client(options());
  const Job job = client.start_job(watched());
  EXPECT_TRUE(soon([&job] { return job.cancelled(); }));
  EXPECT_EQ(server.calls().back(), "GET /jobs/job_1/cancel-requested?wait=30");
}

TEST_F(CancelWatchTest, AsksAgainAfterATroubledServer) {
  std::atomic<int> polls{0};
  answer_polls([&polls] {
    return ++polls < 3 ? problem(503, "UNAVAILABLE") : Reply{.status = 200, .body = R"({"cancelled":true})"};
  });
  Client client(options());
  const Job job = client.start_job(watched());
  EXPECT_TRUE(soon([&job] { return job.cancelled(); }));
  EXPECT_EQ(polls, 3);
}

TEST_F(CancelWatchTest, AsksAServerThatDoesNotHoldThePollOnceASecond) {
  std::atomic<int> polls{0};
  answer_polls([&polls] {
    return ++polls < 2 ? Reply{.status = 200, .body = R"({"cancelled":false})"}
                       : Reply{.status = 200, .body = R"({"cancelled":true})"};
  });
  Client client(options());
  const auto begun = std::chrono::steady_clock::now();
  const Job job = client.start_job(watched());
  EXPECT_TRUE(soon([&job] { return job.cancelled(); }));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(990));
}

TEST_F(CancelWatchTest, EndsWhenTheServerRefusesAndSaysSo) {
  answer_polls([] { return problem(403, "FORBIDDEN"); });
  Client client(options());
  Job job = client.start_job(watched());
  EXPECT_TRUE(soon([this] { return !messages().empty(); }));
  EXPECT_THAT(messages(), ElementsAre("the job is not watched any more"));
  EXPECT_FALSE(job.cancelled());
  EXPECT_TRUE(job.complete());
}

TEST_F(CancelWatchTest, DoesNotHoldReportsNorTheEndUp) {
  std::promise<void> over;
  answer_polls([held = over.get_future().share()] {
    held.wait();
    return Reply{.status = 200, .body = R"({"cancelled":false})"};
  });
  std::optional<Client> client(std::in_place, options());
  Job job = client->start_job(watched());
  server.wait_for(2);
  job.progress(50);
  EXPECT_TRUE(job.complete());
  client.reset();
  over.set_value();
  EXPECT_EQ(server.calls().back(), "POST /jobs/job_1/complete");
}

}  // namespace
}  // namespace belfry::client::test

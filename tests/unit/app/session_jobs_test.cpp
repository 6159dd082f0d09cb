#include "hub_fixture.hpp"

namespace belfry::app::test {
namespace {

using namespace std::chrono_literals;

class SessionJobsTest : public HubTest {
 protected:
  FakeSocket& connect_jobs(const std::string& user, const std::string& job = "") {
    next_job = job;
    FakeSocket& socket = connect(user, std::nullopt, Session::Acking::no, DialectKind::jobs);
    settle();
    return socket;
  }

  Job created(const std::string& user = "ada", const std::string& kind = "import") {
    std::optional<Result<JobChange>> made;
    scheduler.spawn(create(NewJob{.user = UserId(user), .kind = kind, .title = "parts.csv"}, made));
    scheduler.run();
    return made->value().job;
  }
  Task<void> create(NewJob wanted, std::optional<Result<JobChange>>& made) {
    made.emplace(co_await jobs.jobs.create(std::move(wanted), {}));
  }
  void report(const Job& job, double progress) {
    scheduler.spawn(change(job.id, progress));
    settle();
  }
  Task<void> change(JobId id, double progress) {
    EXPECT_TRUE(co_await jobs.jobs.report(std::move(id), {.progress = progress}));
  }
  void complete(const Job& job) {
    scheduler.spawn(end(job.id));
    settle();
  }
  Task<void> end(JobId id) { EXPECT_TRUE(co_await jobs.jobs.complete(std::move(id), std::nullopt)); }

  void tell(FakeSocket& socket, std::string_view type, std::string_view job = {}) {
    std::string text = R"({"type":")" + std::string(type) + '"';
    text += job.empty() ? "}" : R"(,"job_id":")" + std::string(job) + "\"}";
    socket.handler->on_text(text);
    settle();
  }
};

using Types = std::vector<std::string>;

TEST_F(SessionJobsTest, BeginsWithConnectedAndNothingOfTheInbox) {
  publish("ada");
  FakeSocket& socket = connect_jobs("ada");
  publish("ada");
  settle();
  EXPECT_EQ(socket.types(), Types{"connected"});
  EXPECT_EQ(last_delivered_at("ada"), std::nullopt);
}

TEST_F(SessionJobsTest, DoesNotHoldUpTheUsersOtherConnections) {
  connect_jobs("ada");
  FakeSocket& inbox = connect("ada");
  settle();
  for (int i = 0; i < 3; ++i) {
    publish("ada");
  }
  settle();
  EXPECT_EQ(inbox.types(), (Types{"connected", "notification", "notification", "notification"}));
  events.erase(events.begin(), events.end() - 1);
  EXPECT_TRUE(events.back().expired()) << "nothing is kept for a connection that takes none of it";
}

TEST_F(SessionJobsTest, HearsOnlyOfJobsThatItFollows) {
  const Job mine = created();
  const Job other = created();
  FakeSocket& socket = connect_jobs("ada");
  tell(socket, "subscribe", mine.id.view());
  EXPECT_EQ(socket.types(), (Types{"connected", "subscribed", "job_status"}));
  report(other, 10);
  report(mine, 20);
  complete(mine);
  EXPECT_EQ(socket.types(), (Types{"connected", "subscribed", "job_status", "progress_update", "job_complete"}));
}

TEST_F(SessionJobsTest, FollowsAJobFromTheStart) {
  const Job job = created();
  FakeSocket& socket = connect_jobs("ada", job.id.str());
  EXPECT_EQ(socket.types(), (Types{"connected", "subscribed", "job_status"}));
}

TEST_F(SessionJobsTest, FollowsEveryJobAlsoThoseToCome) {
  const Job first = created();
  const Job ended = created();
  complete(ended);
  FakeSocket& socket = connect_jobs("ada");
  tell(socket, "subscribe", "*");
  EXPECT_EQ(socket.types(), (Types{"connected", "subscribed", "job_status"})) << "of those that are not over";
  report(first, 10);
  report(created(), 20);
  EXPECT_EQ(socket.types().size(), 5U);
  tell(socket, "unsubscribe", "*");
  clock.advance(1s);
  report(created(), 30);
  EXPECT_EQ(socket.types().back(), "unsubscribed");
}

TEST_F(SessionJobsTest, OlderProgressIsNotSentBehindAState) {
  const Job job = created();
  report(job, 10);
  const messages::JobMessage old = jobs.told.back();
  clock.advance(50ms);
  report(job, 20);
  FakeSocket& socket = connect_jobs("ada", job.id.str());
  hub->tell(std::make_shared<LiveJob>(old));
  EXPECT_EQ(socket.types().back(), "job_status");
  EXPECT_EQ(socket.sent.back().at("progress"), 20);
}

TEST_F(SessionJobsTest, AStateThatIsToldAgainMakesMoreOfTheNewsOld) {
  const Job job = created();
  report(job, 10);
  const messages::JobMessage old = jobs.told.back();
  FakeSocket& socket = connect_jobs("ada", job.id.str());
  clock.advance(50ms);
  report(job, 20);
  tell(socket, "subscribe", "*");
  hub->tell(std::make_shared<LiveJob>(old));
  EXPECT_EQ(socket.types().back(), "job_status");
  EXPECT_EQ(socket.sent.back().at("progress"), 20);
}

TEST_F(SessionJobsTest, WhatIsToldWhileTheStateIsReadComesBehindIt) {
  const Job job = created();
  report(job, 10);
  FakeSocket& socket = connect_jobs("ada");
  const std::string subscribe = R"({"type":"subscribe","job_id":")" + job.id.str() + "\"}";
  socket.handler->on_text(subscribe);
  Job later = job;
  later.status = JobStatus::completed;
  later.updated_at = clock.now() + 1ms;
  hub->tell(std::make_shared<LiveJob>(messages::JobMessage{.news = messages::JobNews::completed,
                                                           .job = std::make_shared<const Job>(std::move(later))}));
  EXPECT_EQ(socket.types(), Types{"connected"});
  settle();
  EXPECT_EQ(socket.types(), (Types{"connected", "subscribed", "job_status", "job_complete"}));
}

TEST_F(SessionJobsTest, NothingOfAnothersJobs) {
  const Job hers = created("grace");
  FakeSocket& socket = connect_jobs("ada");
  tell(socket, "subscribe", hers.id.view());
  EXPECT_EQ(socket.types().back(), "error");
  EXPECT_EQ(socket.sent.back().at("job_id").as_string(), hers.id.view());
  EXPECT_EQ(socket.sent.back().at("error").at("code"), "JOB_NOT_FOUND");
  tell(socket, "cancel_job", hers.id.view());
  EXPECT_EQ(socket.sent.back().at("error").at("code"), "JOB_NOT_FOUND");
  tell(socket, "subscribe", "*");
  const std::size_t before = socket.sent.size();
  report(hers, 50);
  EXPECT_EQ(socket.sent.size(), before);
}

TEST_F(SessionJobsTest, ACancelIsHeardByEverySubscriberOnce) {
  const Job job = created();
  FakeSocket& one = connect_jobs("ada", job.id.str());
  FakeSocket& other = connect_jobs("ada", "*");
  tell(one, "cancel_job", job.id.view());
  EXPECT_EQ(one.types(), (Types{"connected", "subscribed", "job_status", "job_cancelled"}));
  EXPECT_EQ(other.types(), (Types{"connected", "subscribed", "job_status", "job_cancelled"}));
  tell(one, "cancel_job", job.id.view());
  EXPECT_EQ(one.types().size(), 5U) << "who asks again is answered";
  EXPECT_EQ(other.types().size(), 4U);
}

TEST_F(SessionJobsTest, ACancelIsAnsweredAlsoToWhoDoesNotFollow) {
  const Job job = created();
  FakeSocket& socket = connect_jobs("ada");
  tell(socket, "cancel_job", job.id.view());
  EXPECT_EQ(socket.types(), (Types{"connected", "job_cancelled"}));
}

TEST_F(SessionJobsTest, TellsTheStateWhenAsked) {
  const Job job = created();
  FakeSocket& socket = connect_jobs("ada");
  report(job, 30);
  tell(socket, "request_status", job.id.view());
  EXPECT_EQ(socket.types(), (Types{"connected", "job_status"}));
  EXPECT_EQ(socket.sent.back().at("progress"), 30);
  tell(socket, "request_status", "job_20260125_none");
  EXPECT_EQ(socket.types().back(), "error");
}

TEST_F(SessionJobsTest, OtherDialectsGetEveryJobOfTheirUser) {
  FakeSocket& inbox = connect("ada");
  FakeSocket& dash = connect_dashboard("ada");
  FakeSocket& stranger = connect("grace");
  settle();
  report(created("ada", "upload"), 40);
  report(created("ada", "import"), 50);
  EXPECT_EQ(inbox.types(), (Types{"connected", "job", "job"}));
  EXPECT_EQ(dash.types(), (Types{"connected", "upload_progress"})) << "an import is no upload";
  EXPECT_EQ(stranger.types(), Types{"connected"});
}

TEST_F(SessionJobsTest, ASlowReaderGetsNoProgressButTheEnd) {
  const Job job = created();
  FakeSocket& socket = connect_jobs("ada", job.id.str());
  const std::size_t before = socket.sent.size();
  socket.stall(100'000);
  scheduler.spawn(change(job.id, 10));
  scheduler.run();
  EXPECT_EQ(socket.sent.size(), before);
  scheduler.spawn(end(job.id));
  scheduler.run();
  EXPECT_EQ(socket.types().back(), "job_complete");
}

TEST_F(SessionJobsTest, FollowsSoManyJobsByNameAndNoMore) {
  FakeSocket& socket = connect_jobs("ada");
  settings.messages = {10'000, 1s};
  for (int i = 0; i < 101; ++i) {
    clock.advance(1s);
    tell(socket, "subscribe", created().id.view());
  }
  EXPECT_EQ(socket.sent.back().at("error").at("code"), "OVERLOADED");
}

}  // namespace
}  // namespace belfry::app::test

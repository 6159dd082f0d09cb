#include "dialects/jobs_dialect.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace belfry {
namespace {

using namespace messages;

ClientMessage decode(std::string_view text) { return JobsDialect().decode(text); }

ClientMessage about(std::string_view type, std::string_view job) {
  return decode(fmt::format(R"({{"type":"{}","job_id":"{}"}})", type, job));
}

ErrorCode refusal(std::string_view text) {
  const auto command = decode(text).command;
  return command ? ErrorCode::internal_error : command.error().code;
}

void expect_invalid(std::string_view text, std::string_view pointer, std::string_view code) {
  const ClientMessage message = decode(text);
  ASSERT_FALSE(message.command) << text;
  EXPECT_EQ(message.command.error().code, ErrorCode::invalid_message) << text;
  ASSERT_EQ(message.command.error().fields.size(), 1U) << text;
  EXPECT_EQ(message.command.error().fields.front().pointer, pointer) << text;
  EXPECT_EQ(message.command.error().fields.front().code, code) << text;
}

TEST(JobsDecode, TakesAPingWithAndWithoutMore) {
  for (const auto* text :
       {R"({"type":"ping"})", R"({"type":"ping","unknown":[1]})", R"( {"job_id":"*","type":"ping"})"}) {
    const auto command = decode(text).command;
    ASSERT_TRUE(command) << text;
    EXPECT_TRUE(std::holds_alternative<Ping>(*command)) << text;
  }
}

TEST(JobsDecode, TakesWhatIsAboutAJob) {
  EXPECT_EQ(std::get<WatchJob>(*about("subscribe", "job_1").command).job, "job_1");
  EXPECT_EQ(std::get<UnwatchJob>(*about("unsubscribe", "job_2").command).job, "job_2");
  EXPECT_EQ(std::get<CancelJob>(*about("cancel_job", "job_3").command).job, JobId("job_3"));
  EXPECT_EQ(std::get<AskJobStatus>(*about("request_status", "job_4").command).job, JobId("job_4"));
}

TEST(JobsDecode, TakesAStarForAllJobs) {
  EXPECT_EQ(std::get<WatchJob>(*about("subscribe", "*").command).job, kEveryJob);
  EXPECT_EQ(std::get<UnwatchJob>(*about("unsubscribe", "*").command).job, kEveryJob);
}

TEST(JobsDecode, IgnoresMembersThatItDoesNotKnow) {
  const auto command = decode(R"({"type":"subscribe","job_id":"job_1","jobId":7,"payload":{}})").command;
  ASSERT_TRUE(command);
  EXPECT_EQ(std::get<WatchJob>(*command).job, "job_1");
}

TEST(JobsDecode, NamesTheRequestByItsJob) {
  EXPECT_EQ(about("subscribe", "job_1").request_id, "job_1");
  EXPECT_EQ(about("nonsense", "job_1").request_id, "job_1");
  EXPECT_EQ(decode(R"({"type":"ping"})").request_id, "");
  EXPECT_EQ(decode(R"({"type":"subscribe"})").request_id, "");
  EXPECT_EQ(decode("nonsense").request_id, "");
}

TEST(JobsDecode, NeedsAJobForWhatIsAboutOne) {
  for (const std::string_view type : {"subscribe", "unsubscribe", "cancel_job", "request_status"}) {
    expect_invalid(fmt::format(R"({{"type":"{}"}})", type), "/job_id", "required");
    expect_invalid(fmt::format(R"({{"type":"{}","jobId":"job_1"}})", type), "/job_id", "required");
    expect_invalid(fmt::format(R"({{"type":"{}","job_id":null}})", type), "/job_id", "type");
    expect_invalid(fmt::format(R"({{"type":"{}","job_id":""}})", type), "/job_id", "too_short");
    expect_invalid(fmt::format(R"({{"type":"{}","job_id":["job_1"]}})", type), "/job_id", "type");
  }
}

TEST(JobsDecode, BoundsTheIdOfAJob) {
  EXPECT_TRUE(about("subscribe", std::string(128, 'x')).command);
  expect_invalid(fmt::format(R"({{"type":"subscribe","job_id":"{}"}})", std::string(129, 'x')), "/job_id", "too_long");
}

TEST(JobsDecode, DoesNotKnowOtherTypes) {
  for (const auto* text : {R"({"type":"nonsense"})", R"({"type":"sync"})", R"({"type":"notification:ack"})",
                           R"({"type":"Subscribe","job_id":"*"})", R"({"type":""})"}) {
    EXPECT_EQ(refusal(text), ErrorCode::unknown_type) << text;
  }
}

TEST(JobsDecode, RefusesWhatIsNoMessage) {
  for (const auto* text :
       {"", " ", "nonsense", "[]", "1", "{}", R"({"type":1})", R"({"job_id":"*"})", R"({"type":"ping","job_id":1})",
        R"({"type":"ping"} x)", R"({"type":"ping","type":"ping"})"}) {
    EXPECT_EQ(refusal(text), ErrorCode::invalid_message) << text;
  }
}

}  // namespace
}  // namespace belfry

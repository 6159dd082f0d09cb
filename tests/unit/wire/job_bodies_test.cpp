#include "wire/job_bodies.hpp"

#include "domain/job_rules.hpp"
#include "domain/publish_rules.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace belfry::wire {
namespace {

using testing::ElementsAre;

/// "pointer code" of each fault; nothing when it was read.
template <class T>
std::vector<std::string> faults(const Result<T>& read) {
  std::vector<std::string> texts;
  if (!read) {
    EXPECT_EQ(read.error().code, ErrorCode::validation_failed);
    for (const FieldError& field : read.error().fields) {
      texts.push_back(field.pointer + " " + field.code);
    }
  }
  return texts;
}

/// A job with a member more, or another value of one of the three that it needs.
std::string with(std::string_view member, std::string_view value) {
  std::string text = "{";
  for (const std::string_view needed : {"userId", "kind", "title"}) {
    if (needed != member) {
      text += fmt::format(R"("{}":"x",)", needed);
    }
  }
  return text + fmt::format(R"("{}":{}}})", member, value);
}

std::string quoted(std::size_t count, std::string_view character = "x") {
  std::string text = "\"";
  for (std::size_t i = 0; i < count; ++i) {
    text += character;
  }
  return text + "\"";
}

std::vector<std::string> job_faults(std::string_view member, std::string_view value) {
  return faults(read_new_job(with(member, value)));
}

std::vector<std::string> report_faults(std::string_view member, std::string_view value) {
  return faults(read_job_report(fmt::format(R"({{"{}":{}}})", member, value)));
}

std::string failure(std::string_view members) { return fmt::format(R"({{"error":{{{}}}}})", members); }

/// A JSON object that takes so many bytes.
std::string object_of(std::size_t bytes) { return R"({"a":")" + std::string(bytes - 8, 'x') + R"("})"; }

// A new job.

TEST(NewJobBody, TakesAllThereIsToSay) {
  const auto job = read_new_job(R"({"userId":"ada","kind":"upload","title":"Import","fileName":"parts.csv",
      "totalRows":1204,"correlationId":"order-7","stages":[{"name":"parse"},{"name":"store","weight":2.5}]})");
  ASSERT_TRUE(job);
  EXPECT_EQ(job->user, UserId("ada"));
  EXPECT_EQ(job->kind, "upload");
  EXPECT_EQ(job->title, "Import");
  EXPECT_EQ(job->file_name, "parts.csv");
  EXPECT_EQ(job->total_rows, 1204U);
  EXPECT_EQ(job->correlation_id, "order-7");
  EXPECT_EQ(job->stages, (std::vector<JobStage>{{"parse", 1.0}, {"store", 2.5}}));
}

TEST(NewJobBody, NeedsAUserAKindAndATitle) {
  const auto job = read_new_job(R"({"userId":"ada","kind":"upload","title":"Import"})");
  ASSERT_TRUE(job);
  EXPECT_TRUE(job->stages.empty());
  EXPECT_FALSE(job->file_name);
  EXPECT_FALSE(job->total_rows);
  EXPECT_EQ(job->correlation_id, "");
  EXPECT_THAT(faults(read_new_job("{}")), ElementsAre("/userId required", "/kind required", "/title required"));
}

TEST(NewJobBody, BoundsEveryText) {
  const std::vector<std::pair<std::string, std::size_t>> most = {{"userId", limits::kUserIdBytes},
                                                                 {"kind", limits::kJobKindCharacters},
                                                                 {"title", limits::kTitleCharacters},
                                                                 {"fileName", limits::kFileNameCharacters},
                                                                 {"correlationId", limits::kCorrelationIdBytes}};
  for (const auto& [member, size] : most) {
    EXPECT_THAT(job_faults(member, quoted(size)), ElementsAre()) << member;
    EXPECT_THAT(job_faults(member, quoted(size + 1)), ElementsAre("/" + member + " too_long"));
    EXPECT_THAT(job_faults(member, R"("")"), ElementsAre("/" + member + " too_short"));
    EXPECT_THAT(job_faults(member, "7"), ElementsAre("/" + member + " type"));
    EXPECT_THAT(job_faults(member, "null"), ElementsAre("/" + member + " type"));
  }
}

TEST(NewJobBody, CountsCharactersOfWhatPeopleReadAndBytesOfAUserId) {
  EXPECT_THAT(job_faults("title", quoted(limits::kTitleCharacters, "ä")), ElementsAre());
  EXPECT_THAT(job_faults("fileName", quoted(limits::kFileNameCharacters, "ä")), ElementsAre());
  EXPECT_THAT(job_faults("userId", quoted(limits::kUserIdBytes, "ä")), ElementsAre("/userId too_long"));
}

TEST(NewJobBody, KeepsTheRulesOfAJob) {
  EXPECT_THAT(job_faults("kind", R"("Up load")"), ElementsAre("/kind pattern"));
  EXPECT_THAT(job_faults("title", R"("a\u0001")"), ElementsAre("/title control_character"));
  EXPECT_THAT(job_faults("fileName", R"("a\u0000")"), ElementsAre("/fileName control_character"));
  EXPECT_THAT(job_faults("correlationId", R"("a b")"), ElementsAre("/correlationId pattern"));
  EXPECT_THAT(job_faults("stages", R"([{"name":"a"},{"name":"a"}])"), ElementsAre("/stages/1/name repeated"));
  EXPECT_THAT(job_faults("stages", R"([{"name":".."}])"), ElementsAre("/stages/0/name pattern"));
}

TEST(NewJobBody, CountsRowsFromZero) {
  EXPECT_THAT(job_faults("totalRows", "0"), ElementsAre());
  EXPECT_THAT(job_faults("totalRows", "-1"), ElementsAre("/totalRows range"));
  EXPECT_THAT(job_faults("totalRows", "1.5"), ElementsAre("/totalRows type"));
  EXPECT_THAT(job_faults("totalRows", R"("9")"), ElementsAre("/totalRows type"));
}

TEST(NewJobBody, PointsAtTheStageThatIsWrong) {
  EXPECT_THAT(job_faults("stages", "{}"), ElementsAre("/stages type"));
  EXPECT_THAT(job_faults("stages", R"([{"name":"a"},"b",7])"), ElementsAre("/stages/1 type", "/stages/2 type"));
  EXPECT_THAT(job_faults("stages", R"([{"weight":1}])"), ElementsAre("/stages/0/name required"));
  EXPECT_THAT(job_faults("stages", R"([{"name":""}])"), ElementsAre("/stages/0/name too_short"));
  EXPECT_THAT(job_faults("stages", R"([{"name":"a","colour":"red"}])"), ElementsAre("/stages/0/colour unknown_member"));
  const std::string name = quoted(limits::kStageNameCharacters, "ä");
  EXPECT_THAT(job_faults("stages", fmt::format(R"([{{"name":{}}}])", name)), ElementsAre());
  EXPECT_THAT(job_faults("stages", fmt::format(R"([{{"name":{}}}])", quoted(limits::kStageNameCharacters + 1))),
              ElementsAre("/stages/0/name too_long"));
}

TEST(NewJobBody, WantsAWeightOverZero) {
  const auto weighing = [](std::string_view weight) {
    return job_faults("stages", fmt::format(R"([{{"name":"a","weight":{}}}])", weight));
  };
  EXPECT_THAT(weighing("0.001"), ElementsAre());
  EXPECT_THAT(weighing("1000000"), ElementsAre());
  for (const char* const weight : {"0", "-1", "1000000.5", "1e300"}) {
    EXPECT_THAT(weighing(weight), ElementsAre("/stages/0/weight range")) << weight;
  }
  EXPECT_THAT(weighing(R"("1")"), ElementsAre("/stages/0/weight type"));
}

TEST(NewJobBody, HasAHundredStagesAtMost) {
  const auto stages = [](std::size_t count) {
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i) {
      text += fmt::format(R"({}{{"name":"s{}"}})", i == 0 ? "" : ",", i);
    }
    return text + "]";
  };
  EXPECT_THAT(job_faults("stages", stages(0)), ElementsAre());
  EXPECT_THAT(job_faults("stages", stages(limits::kJobStages)), ElementsAre());
  EXPECT_THAT(job_faults("stages", stages(limits::kJobStages + 1)), ElementsAre("/stages too_many"));
}

TEST(NewJobBody, TellsFaultsOfShapeAndOfRulesTogetherAndEachPlaceOnce) {
  EXPECT_THAT(faults(read_new_job(R"({"userId":"","kind":7,"title":"a\u0001","extra":1})")),
              ElementsAre("/userId too_short", "/kind type", "/extra unknown_member", "/title control_character"));
}

// A report.

TEST(JobReportBody, TakesAllThereIsToSay) {
  const auto report = read_job_report(R"({"stage":"store","stageProgress":25,"progress":43.75,"message":"Row 301",
      "currentRow":301,"totalRows":1204,"estimatedSecondsRemaining":7.5})");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->stage, "store");
  EXPECT_EQ(report->stage_progress, 25.0);
  EXPECT_EQ(report->progress, 43.75);
  EXPECT_EQ(report->message, "Row 301");
  EXPECT_EQ(report->current_row, 301U);
  EXPECT_EQ(report->total_rows, 1204U);
  EXPECT_EQ(report->seconds_remaining, 7.5);
}

TEST(JobReportBody, NeedsNothing) {
  const auto report = read_job_report("{}");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->stage, "");
  EXPECT_FALSE(report->stage_progress);
  EXPECT_FALSE(report->progress);
  EXPECT_FALSE(report->message);
  EXPECT_FALSE(report->current_row);
  EXPECT_FALSE(report->total_rows);
  EXPECT_FALSE(report->seconds_remaining);
}

TEST(JobReportBody, TakesAnEmptyMessageForOneThatIsWipedOut) {
  const auto report = read_job_report(R"({"message":""})");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->message, "");
}

TEST(JobReportBody, BoundsEveryNumber) {
  for (const std::string member : {"progress", "stageProgress"}) {
    EXPECT_THAT(report_faults(member, "0"), ElementsAre());
    EXPECT_THAT(report_faults(member, "100"), ElementsAre());
    EXPECT_THAT(report_faults(member, "100.01"), ElementsAre("/" + member + " range"));
    EXPECT_THAT(report_faults(member, "-0.01"), ElementsAre("/" + member + " range"));
  }
  EXPECT_THAT(report_faults("estimatedSecondsRemaining", "0"), ElementsAre());
  EXPECT_THAT(report_faults("estimatedSecondsRemaining", "-1"), ElementsAre("/estimatedSecondsRemaining range"));
  EXPECT_THAT(report_faults("estimatedSecondsRemaining", "1e10"), ElementsAre("/estimatedSecondsRemaining range"));
  for (const std::string member : {"currentRow", "totalRows"}) {
    EXPECT_THAT(report_faults(member, "0"), ElementsAre());
    EXPECT_THAT(report_faults(member, "-1"), ElementsAre("/" + member + " range"));
    EXPECT_THAT(report_faults(member, "0.5"), ElementsAre("/" + member + " type"));
  }
}

TEST(JobReportBody, NamesAMemberOfAnotherType) {
  for (const std::string member : {"stage", "message"}) {
    EXPECT_THAT(report_faults(member, "7"), ElementsAre("/" + member + " type"));
  }
  for (const std::string member :
       {"progress", "stageProgress", "currentRow", "totalRows", "estimatedSecondsRemaining"}) {
    EXPECT_THAT(report_faults(member, R"("7")"), ElementsAre("/" + member + " type"));
    EXPECT_THAT(report_faults(member, "null"), ElementsAre("/" + member + " type"));
  }
  EXPECT_THAT(report_faults("percent", "7"), ElementsAre("/percent unknown_member"));
}

TEST(JobReportBody, BoundsEveryText) {
  EXPECT_THAT(report_faults("stage", R"("")"), ElementsAre("/stage too_short"));
  EXPECT_THAT(report_faults("stage", quoted(limits::kStageNameCharacters + 1)), ElementsAre("/stage too_long"));
  EXPECT_THAT(report_faults("message", quoted(limits::kJobMessageCharacters, "ä")), ElementsAre());
  EXPECT_THAT(report_faults("message", quoted(limits::kJobMessageCharacters + 1)), ElementsAre("/message too_long"));
  EXPECT_THAT(report_faults("message", R"("a\u001b[2J")"), ElementsAre("/message control_character"));
}

// What ends a stage or a job.

TEST(JobResultsBody, MayBeAbsent) {
  for (const std::string_view text : {"", "{}"}) {
    const auto results = read_job_results(text);
    ASSERT_TRUE(results);
    EXPECT_FALSE(*results);
  }
}

TEST(JobResultsBody, PassesAnObjectOnCompactly) {
  EXPECT_EQ(**read_job_results(R"({"results": {"rows": 1204, "skipped": [7, null]}})"),
            R"({"rows":1204,"skipped":[7,null]})");
  EXPECT_EQ(**read_job_results(R"({"results":{}})"), "{}");
}

TEST(JobResultsBody, TakesNothingButAnObject) {
  for (const std::string_view value : {"[]", "7", R"("a")", "null", "true"}) {
    EXPECT_THAT(faults(read_job_results(fmt::format(R"({{"results":{}}})", value))), ElementsAre("/results type"))
        << value;
  }
  EXPECT_THAT(faults(read_job_results(R"({"result":{}})")), ElementsAre("/result unknown_member"));
  EXPECT_THAT(faults(read_job_results("[]")), ElementsAre(" type"));
}

TEST(JobResultsBody, BoundsTheCompactText) {
  const std::string largest = object_of(limits::kJobResultBytes);
  EXPECT_TRUE(read_job_results(fmt::format(R"({{"results":  {}  }})", largest)));
  EXPECT_THAT(faults(read_job_results(fmt::format(R"({{"results":{}}})", object_of(limits::kJobResultBytes + 1)))),
              ElementsAre("/results too_long"));
}

// A failure.

TEST(JobFailureBody, TakesACodeAndAMessage) {
  const auto error = read_job_failure(failure(R"("code":"ENOSPC","message":"No space left\non device")"));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, "ENOSPC");
  EXPECT_EQ(error->message, "No space left\non device");
  EXPECT_FALSE(error->details);
}

TEST(JobFailureBody, TakesAnyJsonAsDetails) {
  for (const std::string_view details :
       {R"({"free":0})", "[1,[2]]", R"("text")", "7", "-0.5", "true", "false", "null", "{}", "[]"}) {
    const auto error = read_job_failure(failure(fmt::format(R"("code":"c","message":"m","details":{})", details)));
    ASSERT_TRUE(error) << details;
    EXPECT_EQ(error->details.value_or("none"), details);
  }
}

TEST(JobFailureBody, NeedsBoth) {
  EXPECT_THAT(faults(read_job_failure("{}")), ElementsAre("/error required"));
  EXPECT_THAT(faults(read_job_failure(R"({"error":"ENOSPC"})")), ElementsAre("/error type"));
  EXPECT_THAT(faults(read_job_failure(failure(""))), ElementsAre("/error/code required", "/error/message required"));
  EXPECT_THAT(faults(read_job_failure(failure(R"("code":"","message":"")"))),
              ElementsAre("/error/code too_short", "/error/message too_short"));
  EXPECT_THAT(faults(read_job_failure(failure(R"("code":1,"message":[])"))),
              ElementsAre("/error/code type", "/error/message type"));
}

TEST(JobFailureBody, BoundsEveryPart) {
  const auto failing = [](std::size_t code, std::size_t message, std::size_t details) {
    return faults(read_job_failure(failure(
        fmt::format(R"("code":{},"message":{},"details":{})", quoted(code), quoted(message), object_of(details)))));
  };
  EXPECT_THAT(failing(limits::kJobErrorCodeCharacters, limits::kJobMessageCharacters, limits::kJobResultBytes),
              ElementsAre());
  EXPECT_THAT(failing(limits::kJobErrorCodeCharacters + 1, 1, 9), ElementsAre("/error/code too_long"));
  EXPECT_THAT(failing(1, limits::kJobMessageCharacters + 1, 9), ElementsAre("/error/message too_long"));
  EXPECT_THAT(failing(1, 1, limits::kJobResultBytes + 1), ElementsAre("/error/details too_long"));
}

TEST(JobFailureBody, KeepsControlCharactersOut) {
  EXPECT_THAT(faults(read_job_failure(failure(R"("code":"a\u0001","message":"b\u007f")"))),
              ElementsAre("/error/code control_character", "/error/message control_character"));
}

TEST(JobFailureBody, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(faults(read_job_failure(R"({"error":{"code":"c","message":"m","stack":[]},"stage":"store"})")),
              ElementsAre("/error/stack unknown_member", "/stage unknown_member"));
}

TEST(JobBodies, AreJson) {
  for (const std::string_view text : {"{", "nonsense", " "}) {
    EXPECT_EQ(read_new_job(text).error().code, ErrorCode::invalid_message) << text;
    EXPECT_EQ(read_job_report(text).error().code, ErrorCode::invalid_message) << text;
    EXPECT_EQ(read_job_results(text).error().code, ErrorCode::invalid_message) << text;
    EXPECT_EQ(read_job_failure(text).error().code, ErrorCode::invalid_message) << text;
  }
  EXPECT_EQ(read_new_job("").error().code, ErrorCode::invalid_message);
}

}  // namespace
}  // namespace belfry::wire

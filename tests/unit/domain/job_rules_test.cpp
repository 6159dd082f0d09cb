#include "domain/job_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace belfry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NewJob upload() {
  NewJob job;
  job.user = UserId("ada");
  job.kind = "upload";
  job.title = "Import of parts.csv";
  job.stages = {{"parse", 1.0}, {"store", 3.0}};
  job.file_name = "parts.csv";
  job.total_rows = 1204;
  job.correlation_id = "order-7";
  return job;
}

/// "pointer code" of each fault.
std::vector<std::string> faults_of(const NewJob& job) {
  std::vector<FieldError> faults;
  check_new_job(job, faults);
  std::vector<std::string> texts;
  for (const FieldError& fault : faults) {
    texts.push_back(fault.pointer + " " + fault.code);
  }
  return texts;
}

template <class Change>
std::vector<std::string> faults_after(Change change) {
  NewJob job = upload();
  change(job);
  return faults_of(job);
}

TEST(JobRules, TakeAnOrdinaryJob) {
  EXPECT_THAT(faults_of(upload()), IsEmpty());
  NewJob least;
  least.user = UserId("ada");
  least.kind = "x";
  least.title = "x";
  EXPECT_THAT(faults_of(least), IsEmpty());
}

TEST(JobRules, HoldTheUserToTheRulesOfEveryUserId) {
  EXPECT_THAT(faults_after([](NewJob& job) { job.user = UserId(""); }), ElementsAre("/userId too_short"));
  EXPECT_THAT(faults_after([](NewJob& job) { job.user = UserId("a\x01"); }), ElementsAre("/userId control_character"));
}

TEST(JobRules, KeepControlCharactersOutOfWhatPeopleRead) {
  EXPECT_THAT(faults_after([](NewJob& job) { job.title = "a\x1b[2J"; }), ElementsAre("/title control_character"));
  EXPECT_THAT(faults_after([](NewJob& job) { job.file_name = std::string("a\0b", 3); }),
              ElementsAre("/fileName control_character"));
  EXPECT_THAT(faults_after([](NewJob& job) { job.stages[1].name = "st\x01"; }),
              ElementsAre("/stages/1/name control_character"));
}

TEST(JobRules, TakeACorrelationIdThatAHeaderCouldHaveBrought) {
  EXPECT_THAT(faults_after([](NewJob& job) { job.correlation_id = "!~-._:/="; }), IsEmpty());
  for (const char* const text : {"a b", "a\n", "\x7f", "\xc3\xa4"}) {
    EXPECT_THAT(faults_after([=](NewJob& job) { job.correlation_id = text; }), ElementsAre("/correlationId pattern"))
        << text;
  }
}

TEST(JobRules, RefuseTwoStagesOfOneName) {
  EXPECT_THAT(faults_after([](NewJob& job) { job.stages.push_back({"parse", 1.0}); }),
              ElementsAre("/stages/2/name repeated"));
  EXPECT_THAT(faults_after([](NewJob& job) { job.stages.push_back({"Parse", 1.0}); }), IsEmpty());
}

TEST(JobRules, RefuseAStageThatNoPathCanName) {
  EXPECT_THAT(faults_after([](NewJob& job) { job.stages = {{".", 1.0}, {"..", 1.0}}; }),
              ElementsAre("/stages/0/name pattern", "/stages/1/name pattern"));
  EXPECT_THAT(faults_after([](NewJob& job) { job.stages = {{"...", 1.0}, {"a/b", 1.0}, {"ä ö", 1.0}}; }), IsEmpty());
}

TEST(JobRules, RefuseAWeightThatSaysNothing) {
  for (const double weight : {0.0, -1.0, limits::kMostWeight * 1.001}) {
    EXPECT_THAT(faults_after([=](NewJob& job) { job.stages[1].weight = weight; }),
                ElementsAre("/stages/1/weight range"))
        << weight;
  }
  EXPECT_THAT(faults_after([](NewJob& job) { job.stages = {{"a", 1e-9}, {"b", limits::kMostWeight}}; }), IsEmpty());
}

TEST(JobRules, TellEveryFaultAtOnce) {
  NewJob job = upload();
  job.user = UserId("a\x01");
  job.title = "\x7f";
  job.stages = {{"parse", 0.0}, {"parse", -1.0}};
  job.correlation_id = " ";
  EXPECT_THAT(faults_of(job),
              ElementsAre("/userId control_character", "/title control_character", "/correlationId pattern",
                          "/stages/0/weight range", "/stages/1/name repeated", "/stages/1/weight range"));
}

TEST(JobRules, KnowTheCharactersOfAKind) {
  EXPECT_TRUE(is_job_kind("upload"));
  EXPECT_TRUE(is_job_kind("moc_import-2"));
  for (const char* const text : {"Upload", "up load", "up.load", "up/load", "\xc3\xa4"}) {
    EXPECT_FALSE(is_job_kind(text)) << text;
  }
}

}  // namespace
}  // namespace belfry

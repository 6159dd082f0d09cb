#include "dialects/dashboard_dialect.hpp"

#include "unit/dialects/golden_files.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry {
namespace {

std::string encoded(const messages::ServerMessage& message) {
  const std::string text = DashboardDialect().encode(message, samples::kNow);
  return text.empty() ? text : text + "\n";
}

std::vector<samples::Sample> said() {
  std::vector<samples::Sample> kept;
  for (const auto& sample : samples::every_message()) {
    if (!encoded(sample.message).empty()) {
      kept.push_back(sample);
    }
  }
  kept.push_back({"upload_progress", messages::Broadcast{.type = "upload_progress", .data = R"({"uploadId":"u1"})"}});
  return kept;
}

class DashboardGolden : public testing::TestWithParam<samples::Sample> {};

TEST_P(DashboardGolden, TheMessageIsByteForByteTheFile) {
  golden::expect_file("dashboard", GetParam().name, encoded(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(EveryMessage, DashboardGolden, testing::ValuesIn(said()),
                         [](const auto& sample) { return sample.param.name; });

TEST(DashboardGoldenFiles, ThereIsOneForEveryMessageThatIsSaidAndNoOther) {
  golden::expect_files_of("dashboard", said());
}

TEST(DashboardDialect, HasNoMessagesForPositionsAndOtherChanges) {
  const DashboardDialect dialect;
  EXPECT_EQ(dialect.encode(messages::InboxMessage{}, samples::kNow), "");
  EXPECT_EQ(dialect.encode(messages::ResyncRequired{}, samples::kNow), "");
  EXPECT_EQ(dialect.encode(messages::ReconnectAdvice{}, samples::kNow), "");
  EXPECT_EQ(dialect.encode(messages::Subscriptions{}, samples::kNow), "");
  EXPECT_EQ(dialect.encode(messages::JobWatchChanged{}, samples::kNow), "");
}

TEST(DashboardDialect, ShowsUploadsAndNoOtherJobs) {
  for (const messages::JobNews what : messages::kJobNews) {
    EXPECT_EQ(encoded(samples::news(what, samples::minimal_job())), "") << name_of(what);
  }
}

TEST(DashboardDialect, HasNothingForAStatusThatNobodyAsksForThere) {
  EXPECT_EQ(encoded(samples::news(messages::JobNews::status, samples::full_job())), "");
}

}  // namespace
}  // namespace belfry

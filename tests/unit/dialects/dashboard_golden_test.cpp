#include "dialects/dashboard_dialect.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

// As the golden files of the other dialect: `BELFRY_UPDATE_GOLDEN=1 dialects_test` writes them anew.

namespace belfry {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(BELFRY_GOLDEN_DIR) / "dashboard";

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
  const std::filesystem::path path = kFolder / (GetParam().name + ".json");
  const std::string now = encoded(GetParam().message);
  if (std::getenv("BELFRY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << now;
  }
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(now, std::string(std::istreambuf_iterator<char>(file), {}));
}

INSTANTIATE_TEST_SUITE_P(EveryMessage, DashboardGolden, testing::ValuesIn(said()),
                         [](const auto& sample) { return sample.param.name; });

TEST(DashboardGoldenFiles, ThereIsOneForEveryMessageThatIsSaidAndNoOther) {
  std::set<std::string> expected;
  for (const auto& sample : said()) {
    expected.insert(sample.name + ".json");
  }
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    found.insert(entry.path().filename());
  }
  EXPECT_EQ(found, expected);
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

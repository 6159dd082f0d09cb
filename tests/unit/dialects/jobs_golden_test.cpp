#include "dialects/jobs_dialect.hpp"

#include "unit/dialects/golden_files.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <boost/json/parse.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>
#include <vector>

namespace belfry {
namespace {

std::string encoded(const messages::ServerMessage& message) {
  const std::string text = JobsDialect().encode(message, samples::kNow);
  return text.empty() ? text : text + "\n";
}

/// In this dialect a refused message is named by its job, and what is wrong with one is that it names none.
samples::Sample about_a_job(samples::Sample sample) {
  auto* said = std::get_if<messages::ErrorMessage>(&sample.message);
  if (said == nullptr || said->reply_to.empty()) {
    return sample;
  }
  said->reply_to = samples::kJobId;
  if (!said->error.fields.empty()) {
    said->reply_to.clear();
    said->error.fields = {{.pointer = "/job_id", .code = "required", .detail = "is missing"}};
  }
  return sample;
}

std::vector<samples::Sample> said() {
  std::vector<samples::Sample> kept;
  for (const auto& sample : samples::every_message()) {
    if (!encoded(sample.message).empty()) {
      kept.push_back(about_a_job(sample));
    }
  }
  kept.push_back({"error_correlated", messages::ErrorMessage{.error = Error(ErrorCode::job_terminal),
                                                             .reply_to = samples::kJobId,
                                                             .correlation_id = "order-7"}});
  return kept;
}

class JobsGolden : public testing::TestWithParam<samples::Sample> {};

TEST_P(JobsGolden, TheMessageIsByteForByteTheFile) {
  golden::expect_file("jobs", GetParam().name, encoded(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(EveryMessage, JobsGolden, testing::ValuesIn(said()),
                         [](const auto& sample) { return sample.param.name; });

TEST(JobsGoldenFiles, ThereIsOneForEveryMessageThatIsSaidAndNoOther) { golden::expect_files_of("jobs", said()); }

TEST(JobsGoldenFiles, ThereIsOneForEveryNewsOfAJob) {
  std::set<std::string> types;
  for (const auto& sample : said()) {
    types.insert(std::string(boost::json::parse(encoded(sample.message)).at("type").as_string()));
  }
  for (const messages::JobNews news : messages::kJobNews) {
    EXPECT_TRUE(types.contains(std::string(name_of(news)))) << name_of(news);
  }
}

TEST(JobsDialect, HasATimestampInEveryMessage) {
  for (const auto& sample : said()) {
    EXPECT_EQ(boost::json::parse(encoded(sample.message)).at("timestamp"), "2026-01-25T12:00:00.123Z") << sample.name;
  }
}

TEST(JobsDialect, KnowsNothingOfTheInboxAndOfBroadcasts) {
  EXPECT_EQ(encoded(messages::NotificationMessage{samples::minimal_notification(), 1, samples::state(), {}}), "");
  EXPECT_EQ(encoded(messages::InboxMessage{}), "");
  EXPECT_EQ(encoded(messages::Subscriptions{}), "");
  EXPECT_EQ(encoded(messages::Broadcast{.type = "notification", .data = "{}"}), "");
  EXPECT_EQ(encoded(messages::ResyncRequired{}), "");
  EXPECT_EQ(encoded(messages::ReconnectAdvice{}), "");
}

}  // namespace
}  // namespace belfry

#include "dialects/notifications_dialect.hpp"

#include "unit/dialects/golden_files.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>
#include <vector>

namespace belfry {
namespace {

std::string encoded(const messages::ServerMessage& message) {
  const std::string text = NotificationsDialect(&samples::drawn_id).encode(message, samples::kNow);
  return text.empty() ? text : text + "\n";
}

std::vector<samples::Sample> said() {
  std::vector<samples::Sample> kept = samples::every_message();
  std::erase_if(kept, [](const samples::Sample& sample) { return encoded(sample.message).empty(); });
  return kept;
}

class NotificationsGolden : public testing::TestWithParam<samples::Sample> {};

TEST_P(NotificationsGolden, TheMessageIsByteForByteTheFile) {
  golden::expect_file("notifications", GetParam().name, encoded(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(EveryMessage, NotificationsGolden, testing::ValuesIn(said()),
                         [](const auto& sample) { return sample.param.name; });

TEST(NotificationsGoldenFiles, ThereIsOneForEveryMessageThatIsSaidAndNoOther) {
  golden::expect_files_of("notifications", said());
}

TEST(SampleMessages, HaveOneOfEveryKind) {
  std::set<std::size_t> kinds;
  for (const auto& sample : samples::every_message()) {
    kinds.insert(sample.message.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<messages::ServerMessage>);
}

TEST(NotificationsDialect, SaysOfEveryMessageButThatAJobIsFollowed) {
  for (const auto& sample : samples::every_message()) {
    const bool watch = std::holds_alternative<messages::JobWatchChanged>(sample.message);
    EXPECT_EQ(encoded(sample.message).empty(), watch) << sample.name;
  }
}

}  // namespace
}  // namespace belfry

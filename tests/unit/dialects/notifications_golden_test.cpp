#include "dialects/notifications_dialect.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <variant>
#include <vector>

// The files are what clients can rely on. `BELFRY_UPDATE_GOLDEN=1 dialects_test` writes them anew: read the difference
// before committing it.

namespace belfry {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(BELFRY_GOLDEN_DIR) / "notifications";

std::string encoded(const messages::ServerMessage& message) {
  const std::string text = NotificationsDialect(&samples::drawn_id).encode(message, samples::kNow);
  return text.empty() ? text : text + "\n";
}

std::vector<samples::Sample> said() {
  std::vector<samples::Sample> kept = samples::every_message();
  std::erase_if(kept, [](const samples::Sample& sample) { return encoded(sample.message).empty(); });
  return kept;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class NotificationsGolden : public testing::TestWithParam<samples::Sample> {};

TEST_P(NotificationsGolden, TheMessageIsByteForByteTheFile) {
  const std::filesystem::path path = kFolder / (GetParam().name + ".json");
  const std::string now = encoded(GetParam().message);
  if (std::getenv("BELFRY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << now;
  }
  EXPECT_EQ(now, content_of(path));
}

INSTANTIATE_TEST_SUITE_P(EveryMessage, NotificationsGolden, testing::ValuesIn(said()),
                         [](const auto& sample) { return sample.param.name; });

TEST(NotificationsGoldenFiles, ThereIsOneForEveryMessageThatIsSaidAndNoOther) {
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

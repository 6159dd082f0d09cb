#include "dialects/notifications_dialect.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

// The files are what clients can rely on. `BELFRY_UPDATE_GOLDEN=1 dialects_test` writes them anew: read the difference
// before committing it.

namespace belfry {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(BELFRY_GOLDEN_DIR) / "notifications";

std::string encoded(const messages::ServerMessage& message) {
  return NotificationsDialect(&samples::drawn_id).encode(message, samples::kNow) + "\n";
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

INSTANTIATE_TEST_SUITE_P(EveryMessage, NotificationsGolden, testing::ValuesIn(samples::every_message()),
                         [](const auto& sample) { return sample.param.name; });

TEST(NotificationsGoldenFiles, ThereIsOneForEveryKindOfMessageAndNoOther) {
  std::set<std::string> expected;
  std::set<std::size_t> kinds;
  for (const auto& sample : samples::every_message()) {
    expected.insert(sample.name + ".json");
    kinds.insert(sample.message.index());
  }
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    found.insert(entry.path().filename());
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(kinds.size(), std::variant_size_v<messages::ServerMessage>);
}

}  // namespace
}  // namespace belfry

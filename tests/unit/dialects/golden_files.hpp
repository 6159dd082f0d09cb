#pragma once

#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The files are what clients can rely on. `BELFRY_UPDATE_GOLDEN=1 dialects_test` writes them anew: read the difference
/// before committing it.
namespace belfry::golden {

inline std::filesystem::path folder_of(std::string_view dialect) {
  return std::filesystem::path(BELFRY_GOLDEN_DIR) / dialect;
}

/// The message is byte for byte the file of that name.
inline void expect_file(std::string_view dialect, const std::string& name, const std::string& message) {
  const std::filesystem::path path = folder_of(dialect) / (name + ".json");
  if (std::getenv("BELFRY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << message;
  }
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(message, std::string(std::istreambuf_iterator<char>(file), {}));
}

/// There is a file for each of the samples, and no other.
inline void expect_files_of(std::string_view dialect, const std::vector<samples::Sample>& said) {
  std::set<std::string> expected;
  for (const auto& sample : said) {
    expected.insert(sample.name + ".json");
  }
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(dialect))) {
    found.insert(entry.path().filename());
  }
  EXPECT_EQ(found, expected);
}

}  // namespace belfry::golden

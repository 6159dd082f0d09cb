#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace belfry::cli::bench {

/// One figure.
struct Figure {
  std::string scenario;
  std::string what;
  double value = 0;
  std::string unit;
  std::string target = {};  ///< in words, where docs/performance.md sets one
};

/// An aligned table for people.
std::string table_of(const std::vector<Figure>& figures);

/// `[{"scenario","what","value","unit","target"?}]` for scripts.
std::string json_of(const std::vector<Figure>& figures);

}  // namespace belfry::cli::bench

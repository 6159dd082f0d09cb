#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace belfry::cli::bench {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Measurements of one thing, kept whole: percentiles are exact.
class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  /// In milliseconds.
  void add(std::chrono::steady_clock::duration time) {
    values_.push_back(std::chrono::duration<double, std::milli>(time).count());
  }

  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }

  /// The smallest value that at least `percent` (0 to 100) of the values do not exceed (nearest rank); 0 when empty.
  double percentile(double percent) const;
  double median() const { return percentile(50); }
  double max() const { return percentile(100); }

 private:
  std::vector<double> values_;
};

}  // namespace belfry::cli::bench

#include "cli/bench/samples.hpp"

#include <algorithm>
#include <cmath>

namespace belfry::cli::bench {

double Samples::percentile(double percent) const {
  if (values_.empty()) {
    return 0;
  }
  const double exact = std::ceil(percent / 100 * static_cast<double>(values_.size()));
  const auto rank = static_cast<std::size_t>(std::clamp(exact, 1.0, static_cast<double>(values_.size())));
  std::vector<double> sorted = values_;
  const auto wanted = sorted.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(sorted.begin(), wanted, sorted.end());
  return *wanted;
}

}  // namespace belfry::cli::bench

#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace belfry::bench {

/// User and system time of this process so far, of all its threads, in microseconds.
inline double cpu_micros() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

/// The value that a share `q` (0 to 1) of all are not above; there must be at least one.
inline double quantile(std::vector<double> values, double q) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

}  // namespace belfry::bench

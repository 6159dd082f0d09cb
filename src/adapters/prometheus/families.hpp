#pragma once

#include "base/counter.hpp"

#include <prometheus/metric_family.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace belfry::prometheus_adapter {

using Labels = std::vector<std::pair<std::string, std::string>>;

/// A family of one kind under construction.
class Family {
 public:
  Family(prometheus::MetricType type, std::string name, std::string help);

  Family& value(Labels labels, double value);
  /// Durations of several shards as one histogram in seconds.
  Family& durations(const std::vector<const DurationHistogram*>& parts);
  /// Exact counts by value, in buckets with the given upper bounds.
  Family& counts(const std::map<std::uint32_t, std::uint64_t>& times_by_value, const std::vector<double>& bounds);

  prometheus::MetricFamily take() { return std::move(family_); }

 private:
  prometheus::MetricFamily family_;
};

/// `process_*`: the usual figures of this process, from /proc.
std::vector<prometheus::MetricFamily> process_families();

}  // namespace belfry::prometheus_adapter

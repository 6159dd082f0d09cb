#include "adapters/prometheus/families.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <utility>

namespace belfry::prometheus_adapter {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricType;

constexpr double kMicrosPerSecond = 1e6;

ClientMetric::Bucket bucket(double bound, std::uint64_t cumulative) {
  ClientMetric::Bucket made;
  made.upper_bound = bound;
  made.cumulative_count = cumulative;
  return made;
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
  struct stat directory{};
  if (stat("/proc/self/fd", &directory) == 0 && directory.st_size > 0) {
    return static_cast<double>(directory.st_size);  // Linux 6.2 and newer say it without a listing
  }
  std::error_code error;
  double count = -1;  // the listing itself holds one
  for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; it != end; it.increment(error)) {
    ++count;
  }
  return count;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / kMicrosPerSecond;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

const auto process_start = std::chrono::system_clock::now();

}  // namespace

Family::Family(MetricType type, std::string name, std::string help) {
  family_.type = type;
  family_.name = std::move(name);
  family_.help = std::move(help);
}

Family& Family::value(Labels labels, double value) {
  ClientMetric metric;
  for (auto& [name, text] : labels) {
    metric.label.push_back({std::move(name), std::move(text)});
  }
  if (family_.type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family_.metric.push_back(std::move(metric));
  return *this;
}

Family& Family::durations(const std::vector<const DurationHistogram*>& parts) {
  ClientMetric metric;
  std::uint64_t cumulative = 0;
  double sum = 0;
  for (std::size_t i = 0; i <= DurationHistogram::kBoundsMicros.size(); ++i) {
    for (const DurationHistogram* part : parts) {
      cumulative += part->bucket(i);
    }
    const bool last = i == DurationHistogram::kBoundsMicros.size();
    const double bound = last ? std::numeric_limits<double>::infinity()
                              : static_cast<double>(DurationHistogram::kBoundsMicros[i]) / kMicrosPerSecond;
    metric.histogram.bucket.push_back(bucket(bound, cumulative));
  }
  for (const DurationHistogram* part : parts) {
    sum += static_cast<double>(part->sum_micros()) / kMicrosPerSecond;
  }
  metric.histogram.sample_count = cumulative;
  metric.histogram.sample_sum = sum;
  family_.metric.push_back(std::move(metric));
  return *this;
}

Family& Family::counts(const std::map<std::uint32_t, std::uint64_t>& times_by_value,
                       const std::vector<double>& bounds) {
  ClientMetric metric;
  std::uint64_t samples = 0;
  double sum = 0;
  for (const auto& [value, times] : times_by_value) {
    samples += times;
    sum += static_cast<double>(value) * static_cast<double>(times);
  }
  for (const double bound : bounds) {
    std::uint64_t cumulative = 0;
    for (const auto& [value, times] : times_by_value) {
      cumulative += value <= bound ? times : 0;
    }
    metric.histogram.bucket.push_back(bucket(bound, cumulative));
  }
  metric.histogram.bucket.push_back(bucket(std::numeric_limits<double>::infinity(), samples));
  metric.histogram.sample_count = samples;
  metric.histogram.sample_sum = sum;
  family_.metric.push_back(std::move(metric));
  return *this;
}

std::vector<prometheus::MetricFamily> process_families() {
  const auto started = std::chrono::duration<double>(process_start.time_since_epoch()).count();
  std::vector<prometheus::MetricFamily> all;
  all.push_back(Family(MetricType::Counter, "process_cpu_seconds_total", "User and system CPU time spent.")
                    .value({}, cpu_seconds())
                    .take());
  all.push_back(Family(MetricType::Gauge, "process_resident_memory_bytes", "Resident memory.")
                    .value({}, resident_bytes())
                    .take());
  all.push_back(
      Family(MetricType::Gauge, "process_open_fds", "Open file descriptors.").value({}, open_descriptors()).take());
  all.push_back(Family(MetricType::Gauge, "process_start_time_seconds", "Start of the process, Unix time.")
                    .value({}, started)
                    .take());
  return all;
}

}  // namespace belfry::prometheus_adapter

#pragma once

#include "app/connection_directory.hpp"
#include "app/outbox_metrics.hpp"
#include "app/publish_counters.hpp"
#include "app/shard_metrics.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace belfry::prometheus_adapter {

/// What the metrics of product 6.3 are made from. Everything referred to outlives the page.
struct MetricSources {
  std::vector<const app::ShardMetrics*> shards;
  const app::ConnectionDirectory& directory;
  const app::PublishCounters& published;
  /// Errors of the store by operation since the start.
  std::function<std::map<std::string, std::uint64_t>()> store_errors;
  std::string version;
  const app::OutboxMetrics* outbox = nullptr;  ///< null: there is none, all its figures are 0
};

/// The text of `GET /metrics` (Prometheus text format 0.0.4). Any thread; reads counters only.
class MetricsPage {
 public:
  explicit MetricsPage(MetricSources sources) : sources_(std::move(sources)) {}

  std::string render() const;

  static constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

 private:
  MetricSources sources_;
};

}  // namespace belfry::prometheus_adapter

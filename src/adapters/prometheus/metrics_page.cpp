#include "adapters/prometheus/metrics_page.hpp"

#include "adapters/prometheus/families.hpp"

#include <prometheus/text_serializer.h>

namespace belfry::prometheus_adapter {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;
using Shards = std::vector<const app::ShardMetrics*>;

const std::vector<double> kPerUserBounds = {1, 2, 3, 4, 5, 10, 20, 50, 100, 1000};

MetricFamily connections_active(const Shards& shards) {
  Family family(MetricType::Gauge, "belfry_connections_active", "Open WebSocket connections.");
  for (const DialectKind kind : kDialectKinds) {
    double sum = 0;
    for (const app::ShardMetrics* shard : shards) {
      sum += static_cast<double>(shard->connections_active[static_cast<std::size_t>(kind)].value());
    }
    family.value({{"dialect", std::string(name_of(kind))}}, sum);
  }
  return family.take();
}

MetricFamily messages_delivered(const Shards& shards) {
  Family family(MetricType::Counter, "belfry_messages_delivered_total",
                "Messages about inboxes written to connections.");
  for (const DialectKind kind : kDialectKinds) {
    double sum = 0;
    for (const app::ShardMetrics* shard : shards) {
      sum += static_cast<double>(shard->messages_delivered[static_cast<std::size_t>(kind)].value());
    }
    family.value({{"dialect", std::string(name_of(kind))}}, sum);
  }
  return family.take();
}

MetricFamily messages_failed(const Shards& shards) {
  Family family(MetricType::Counter, "belfry_messages_failed_total", "Messages that did not reach a connection.");
  for (const DialectKind kind : kDialectKinds) {
    for (const app::FailureReason reason : app::kFailureReasons) {
      double sum = 0;
      for (const app::ShardMetrics* shard : shards) {
        const auto& by_reason = shard->messages_failed[static_cast<std::size_t>(kind)];
        sum += static_cast<double>(by_reason[static_cast<std::size_t>(reason)].value());
      }
      family.value({{"dialect", std::string(name_of(kind))}, {"reason", std::string(app::name_of(reason))}}, sum);
    }
  }
  return family.take();
}

MetricFamily published(const app::PublishCounters& counters) {
  Family family(MetricType::Counter, "belfry_notifications_published_total", "Notifications accepted and committed.");
  for (const auto& [type, count] : counters.counts()) {
    family.value({{"type", type}}, static_cast<double>(count.load(std::memory_order_relaxed)));
  }
  return family.take();
}

MetricFamily delivery_latency(const Shards& shards) {
  std::vector<const DurationHistogram*> parts;
  for (const app::ShardMetrics* shard : shards) {
    parts.push_back(&shard->delivery_latency);
  }
  return Family(MetricType::Histogram, "belfry_delivery_latency_seconds",
                "From the commit of a change until the kernel took its bytes for a connection.")
      .durations(parts)
      .take();
}

MetricFamily store_errors(const std::map<std::string, std::uint64_t>& by_operation) {
  Family family(MetricType::Counter, "belfry_store_errors_total", "Operations of the store that failed.");
  for (const auto& [operation, count] : by_operation) {
    family.value({{"operation", operation}}, static_cast<double>(count));
  }
  return family.take();
}

double sum_of(const Shards& shards, Counter app::ShardMetrics::* counter) {
  double sum = 0;
  for (const app::ShardMetrics* shard : shards) {
    sum += static_cast<double>((shard->*counter).value());
  }
  return sum;
}

MetricFamily jobs_ended(const Shards& shards) {
  Family family(MetricType::Counter, "belfry_jobs_ended_total", "Jobs that came to their end.");
  for (const JobStatus status : kJobStatuses) {
    if (!is_terminal(status)) {
      continue;
    }
    double sum = 0;
    for (const app::ShardMetrics* shard : shards) {
      sum += static_cast<double>(shard->jobs_ended[index_of(status)].value());
    }
    family.value({{"status", std::string(name_of(status))}}, sum);
  }
  return family.take();
}

void add_jobs(std::vector<MetricFamily>& families, const Shards& shards) {
  const auto counter = [&](const char* name, const char* help, Counter app::ShardMetrics::* member) {
    families.push_back(Family(MetricType::Counter, name, help).value({}, sum_of(shards, member)).take());
  };
  counter("belfry_jobs_created_total", "Jobs that services began.", &app::ShardMetrics::jobs_created);
  counter("belfry_job_reports_total", "Reports of progress that were taken.", &app::ShardMetrics::job_reports);
  counter("belfry_job_news_lost_total", "News of jobs that a shard was too far behind to take.",
          &app::ShardMetrics::job_news_lost);
  families.push_back(jobs_ended(shards));
}

MetricFamily outbox_failed(const app::OutboxMetrics& outbox) {
  Family family(MetricType::Counter, "belfry_outbox_failed_total",
                "Attempts to hand an event to another service that failed.");
  for (const WebhookEnd end : kWebhookEnds) {
    if (end != WebhookEnd::accepted) {
      family.value({{"reason", std::string(name_of(end))}}, static_cast<double>(outbox.failed_by(end).value()));
    }
  }
  return family.take();
}

void add_outbox(std::vector<MetricFamily>& families, const app::OutboxMetrics& outbox) {
  const auto gauge = [&](const char* name, const char* help, const std::atomic<std::uint64_t>& value) {
    Family family(MetricType::Gauge, name, help);
    families.push_back(family.value({}, static_cast<double>(value.load(std::memory_order_relaxed))).take());
  };
  gauge("belfry_outbox_waiting", "Events that wait to be handed to another service.", outbox.waiting);
  gauge("belfry_outbox_dead", "Events that were given up; belfry outbox retry calls them back.", outbox.dead);
  families.push_back(Family(MetricType::Counter, "belfry_outbox_sent_total", "Events that another service accepted.")
                         .value({}, static_cast<double>(outbox.sent.value()))
                         .take());
  families.push_back(outbox_failed(outbox));
}

}  // namespace

std::string MetricsPage::render() const {
  std::vector<MetricFamily> families;
  families.push_back(Family(MetricType::Gauge, "belfry_build_info", "Always 1; the version is a label.")
                         .value({{"version", sources_.version}}, 1)
                         .take());
  families.push_back(connections_active(sources_.shards));
  families.push_back(
      Family(MetricType::Gauge, "belfry_connections_limit", "Connections this node accepts; 0: no limit.")
          .value({}, static_cast<double>(sources_.directory.limit()))
          .take());
  families.push_back(Family(MetricType::Histogram, "belfry_connections_per_user", "Users by their open connections.")
                         .counts(sources_.directory.users_by_connections(), kPerUserBounds)
                         .take());
  families.push_back(messages_delivered(sources_.shards));
  families.push_back(messages_failed(sources_.shards));
  families.push_back(published(sources_.published));
  families.push_back(delivery_latency(sources_.shards));
  families.push_back(store_errors(sources_.store_errors()));
  add_jobs(families, sources_.shards);
  static const app::OutboxMetrics kNoOutbox;
  add_outbox(families, sources_.outbox != nullptr ? *sources_.outbox : kNoOutbox);
  for (MetricFamily& family : process_families()) {
    families.push_back(std::move(family));
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace belfry::prometheus_adapter

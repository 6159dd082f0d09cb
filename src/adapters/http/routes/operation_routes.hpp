#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "ports/notification_store.hpp"

#include <atomic>
#include <functional>
#include <string>

namespace belfry::http {

/// `GET /healthz`, `/readyz` and `/metrics` (product 6.4). Outlives the server that routes to it.
class OperationRoutes {
 public:
  OperationRoutes(NotificationStore& store, std::function<std::string()> metrics)
      : store_(store), metrics_(std::move(metrics)) {}

  /// Health for whoever asks; metrics only where they belong (the internal listener when there is one).
  void add_health_to(Router& router);
  void add_metrics_to(Router& router);

  /// From now on `/readyz` answers 503: the balancer takes this node out.
  void drain() { draining_.store(true); }

 private:
  Task<Response> health(Request request);
  Task<Response> ready(Request request);
  Task<Response> metrics(Request request);

  NotificationStore& store_;
  std::function<std::string()> metrics_;
  std::atomic<bool> draining_{false};
};

}  // namespace belfry::http

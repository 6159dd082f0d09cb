#include "adapters/http/routes/operation_routes.hpp"

#include "json/message.hpp"

#include <boost/describe.hpp>

namespace belfry::http {
namespace {

struct HealthBody {
  std::string status;
};
BOOST_DESCRIBE_STRUCT(HealthBody, (), (status))

struct ReadyBody {
  std::string status;
  std::string store;
  std::string broker;
};
BOOST_DESCRIBE_STRUCT(ReadyBody, (), (status, store, broker))

constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace

void OperationRoutes::add_health_to(Router& router) {
  router.add(Method::get, "/healthz", Body::none, [this](Request request) { return health(std::move(request)); });
  router.add(Method::get, "/readyz", Body::none, [this](Request request) { return ready(std::move(request)); });
}

void OperationRoutes::add_metrics_to(Router& router) {
  router.add(Method::get, "/metrics", Body::none, [this](Request request) { return metrics(std::move(request)); });
}

Task<Response> OperationRoutes::health(Request) { co_return Response::json(200, json::write(HealthBody{"ok"})); }

Task<Response> OperationRoutes::ready(Request) {
  const auto store = co_await store_.check();
  const bool draining = draining_.load();
  // The broker of a single node is in this process: it is there when anything is.
  const ReadyBody body{draining ? "draining" : store ? "ready" : "unavailable", store ? "ok" : "failed", "ok"};
  co_return Response::json(store && !draining ? 200 : 503, json::write(body));
}

Task<Response> OperationRoutes::metrics(Request) { co_return Response{200, kMetricsType, metrics_(), {}}; }

}  // namespace belfry::http

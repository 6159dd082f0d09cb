#include "adapters/http/routes/delivery_routes.hpp"

#include "adapters/http/routes/delivery_report_json.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/path_ids.hpp"
#include "adapters/http/routes/query.hpp"

namespace belfry::http {
namespace {

Result<DeliveryQuery> delivery_query(const Request& request) {
  DeliveryQuery query;
  const auto limit = limit_of(request);
  if (!limit) {
    return fail(limit.error());
  }
  query.limit = *limit;
  if (const auto user = request.query("userId")) {
    auto id = user_id_at(std::string(*user), "/userId");
    if (!id) {
      return fail(std::move(id.error()));
    }
    query.user = std::move(*id);
  }
  if (const auto cursor = request.query("cursor")) {
    query.after = parse_report_cursor(*cursor);
    if (!query.after) {
      return fail(Error::validation("/cursor", "pattern", "is not a nextCursor of a page"));
    }
  }
  return query;
}

}  // namespace

void DeliveryRoutes::add_to(Router& router) {
  const auto reporting = [this](const std::string&, const Request& request) {
    return report(request);
  };
  router.add(Method::get, "/notifications/{id}/delivery", Body::none, for_service(auth_, Scope::publish, reporting));
}

Task<Result<Response>> DeliveryRoutes::report(const Request& request) {
  const auto id = notification_id_of(request);
  if (!id) {
    co_return fail(id.error());
  }
  auto query = delivery_query(request);
  if (!query) {
    co_return fail(std::move(query.error()));
  }
  const auto explained = co_await explain_.explain(*id, std::move(*query));
  if (!explained) {
    co_return fail(explained.error());
  }
  co_return Response::json(200, delivery_report_body(*id, explained->report, explained->connections))
      .with("Cache-Control", "no-store");
}

}  // namespace belfry::http

#include "adapters/http/routes/publish_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/idempotency.hpp"
#include "wire/inbox_json.hpp"
#include "wire/publish_body.hpp"

namespace belfry::http {

void PublishRoutes::add_to(Router& router) {
  const auto work = [this](std::string caller, const Request& request) {
    return publish(std::move(caller), request);
  };
  router.add(Method::post, "/notifications", Body::json, for_service(auth_, Scope::publish, work));
}

Task<Result<Response>> PublishRoutes::publish(std::string caller, const Request& request) {
  auto claim = idempotency_claim(request, caller);
  if (!claim) {
    co_return fail(claim.error());
  }
  auto draft = wire::read_publish_body(request.body, types_, clock_.now());
  if (!draft) {
    co_return fail(draft.error());
  }
  Origin origin{.connection = 0, .request_id = request.request_id, .correlation_id = request.correlation_id};
  app::PublishRequest command{.audience = std::move(draft->audience),
                              .draft = std::move(draft->draft),
                              .dedupe_key = std::move(draft->dedupe_key),
                              .collapse_key = std::move(draft->collapse_key),
                              .idempotency = std::move(*claim),
                              .origin = std::move(origin)};
  const auto published = co_await publish_.publish(std::move(command));
  if (!published) {
    co_return fail(published.error());
  }
  Response response =
      Response::json(202, wire::published_body(published->id, published->accepted, published->suppressed));
  if (published->replayed) {
    response.with("Idempotency-Replayed", "true");
  }
  co_return response;
}

}  // namespace belfry::http

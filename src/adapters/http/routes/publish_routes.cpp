#include "adapters/http/routes/publish_routes.hpp"

#include "adapters/http/problem.hpp"
#include "adapters/http/routes/idempotency.hpp"
#include "wire/inbox_json.hpp"
#include "wire/publish_body.hpp"

namespace belfry::http {

void PublishRoutes::add_to(Router& router) {
  router.add(Method::post, "/notifications", Body::json,
             [this](Request request) { return publish(std::move(request)); });
}

Task<Response> PublishRoutes::publish(Request request) {
  const auto caller = co_await auth_.service(std::string(request.bearer_token()), Scope::publish);
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  auto claim = idempotency_claim(request, *caller);
  if (!claim) {
    co_return problem(claim.error(), request);
  }
  auto draft = wire::read_publish_body(request.body, types_, clock_.now());
  if (!draft) {
    co_return problem(draft.error(), request);
  }
  app::PublishRequest command{std::move(draft->users), std::move(draft->draft), std::move(*claim)};
  const auto published = co_await publish_.publish(std::move(command));
  if (!published) {
    co_return problem(published.error(), request);
  }
  Response response = Response::json(202, wire::published_body(published->id, published->accepted));
  if (published->replayed) {
    response.with("Idempotency-Replayed", "true");
  }
  co_return response;
}

}  // namespace belfry::http

#include "adapters/http/routes/outbox_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/outbox_json.hpp"
#include "adapters/http/routes/query.hpp"

namespace belfry::http {

void OutboxRoutes::add_to(Router& router) {
  const auto telling = [this](const std::string&, const Request&) {
    return status();
  };
  const auto listing = [this](const std::string&, const Request& request) {
    return dead(request);
  };
  const auto retrying = [this](const std::string&, const Request& request) {
    return retry(request);
  };
  router.add(Method::get, "/outbox", Body::none, for_service(auth_, Scope::admin, telling));
  router.add(Method::get, "/outbox/dead", Body::none, for_service(auth_, Scope::admin, listing));
  router.add(Method::post, "/outbox/retry", Body::json_optional, for_service(auth_, Scope::admin, retrying));
}

Task<Result<Response>> OutboxRoutes::status() {
  const auto status = co_await store_.outbox_status();
  if (!status) {
    co_return fail(status.error());
  }
  co_return Response::json(200, outbox_status_body(*status)).with("Cache-Control", "no-store");
}

Task<Result<Response>> OutboxRoutes::dead(const Request& request) {
  const auto limit = limit_of(request);
  if (!limit) {
    co_return fail(limit.error());
  }
  OutboxId after = 0;
  if (const auto given = request.query("after")) {
    const auto parsed = parse_event_id(*given);
    if (!parsed) {
      co_return fail(Error::validation("/after", "pattern", "is not the id of an event"));
    }
    after = *parsed;
  }
  auto entries = co_await store_.dead(after, *limit + 1);  // one more tells whether there is a next page
  if (!entries) {
    co_return fail(std::move(entries.error()));
  }
  const bool more = entries->size() > *limit;
  if (more) {
    entries->resize(*limit);
  }
  co_return Response::json(200, dead_events_body(*entries, more ? MoreDead::yes : MoreDead::no))
      .with("Cache-Control", "no-store");
}

Task<Result<Response>> OutboxRoutes::retry(const Request& request) {
  auto ids = read_retry_body(request.body);
  if (!ids) {
    co_return fail(std::move(ids.error()));
  }
  const auto retried = co_await store_.retry(std::move(*ids));
  if (!retried) {
    co_return fail(retried.error());
  }
  kick_();
  co_return Response::json(200, retried_body(*retried));
}

}  // namespace belfry::http

#include "adapters/http/routes/job_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/query.hpp"
#include "wire/job_cursor.hpp"
#include "wire/job_json.hpp"

#include <utility>
#include <vector>

namespace belfry::http {
namespace {

Result<JobQuery> query_of(const Request& request) {
  const auto limit = limit_of(request);
  const auto unfinished = flag_of(request, "unfinished");
  if (!limit || !unfinished) {
    return fail(!limit ? limit.error() : unfinished.error());
  }
  JobQuery query{.limit = *limit, .unfinished_only = *unfinished};
  if (const auto cursor = request.query("cursor")) {
    auto after = wire::parse_job_cursor(*cursor);
    if (!after) {
      return fail(Error::validation("/cursor", "pattern", "is not a nextCursor of a page"));
    }
    query.after = JobPosition{.created_at = after->first, .id = std::move(after->second)};
  }
  return query;
}

JobId id_of(const Request& request) { return JobId(request.parameter("id")); }

}  // namespace

void JobRoutes::add_to(Router& router) {
  router.add(Method::get, "/jobs", Body::none,
             for_user(auth_, [this](UserId user, const Request& request) { return list(std::move(user), request); }));
  router.add(Method::get, "/jobs/{id}", Body::none, for_user(auth_, [this](UserId user, const Request& request) {
               return show(std::move(user), id_of(request));
             }));
  router.add(
      Method::post, "/jobs/{id}/cancel", Body::none,
      for_user(auth_, [this](UserId user, const Request& request) { return cancel(std::move(user), id_of(request)); }));
}

Task<Result<Response>> JobRoutes::list(UserId user, const Request& request) {
  auto query = query_of(request);
  if (!query) {
    co_return fail(std::move(query.error()));
  }
  const auto page = co_await jobs_.list(std::move(user), std::move(*query));
  if (!page) {
    co_return fail(page.error());
  }
  std::vector<wire::JobView> views;
  for (const Job& job : page->jobs) {
    views.push_back({.job = job, .stalled = jobs_.is_stalled(job)});
  }
  const std::string next = page->next ? wire::job_cursor(page->next->created_at, page->next->id) : std::string();
  co_return Response::json(200, wire::jobs_body(views, next));
}

Task<Result<Response>> JobRoutes::show(UserId user, JobId id) {
  const auto job = co_await jobs_.job(std::move(id), std::move(user));
  if (!job) {
    co_return fail(job.error());
  }
  co_return Response::json(200, wire::job_body({.job = *job, .stalled = jobs_.is_stalled(*job)}));
}

Task<Result<Response>> JobRoutes::cancel(UserId user, JobId id) {
  const auto cancelled = co_await jobs_.cancel(std::move(id), std::move(user));
  if (!cancelled) {
    co_return fail(cancelled.error());
  }
  co_return Response::json(200, wire::job_body({.job = cancelled->job}));
}

}  // namespace belfry::http

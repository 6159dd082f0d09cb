#include "adapters/http/routes/job_service_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/idempotency.hpp"
#include "wire/job_bodies.hpp"
#include "wire/job_json.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::chrono::seconds kLongestWait{60};

JobId id_of(const Request& request) { return JobId(request.parameter("id")); }

/// `?wait=` in seconds; none: answered at once.
Result<std::chrono::seconds> wait_of(const Request& request) {
  const auto text = request.query("wait");
  if (!text) {
    return std::chrono::seconds(0);
  }
  int seconds = -1;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (error != std::errc() || end != text->data() + text->size() || seconds < 0 || seconds > kLongestWait.count()) {
    return fail(Error::validation("/wait", "range", "must be a whole number of seconds from 0 to 60"));
  }
  return std::chrono::seconds(seconds);
}

Result<Response> taken(const Result<app::JobChange>& change) {
  if (!change) {
    return fail(change.error());
  }
  return Response::json(202, wire::job_progress_body(change->job));
}

}  // namespace

void JobServiceRoutes::add_to(Router& router) {
  const auto add = [&](Method method, const char* pattern, Body body, ServiceWork work) {
    router.add(method, pattern, body, for_service(auth_, Scope::jobs, std::move(work)));
  };
  add(Method::post, "/jobs", Body::json,
      [this](const std::string& caller, const Request& request) { return create(caller, request); });
  add(Method::post, "/jobs/{id}/progress", Body::json,
      [this](const std::string&, const Request& request) { return progress(request); });
  add(Method::post, "/jobs/{id}/stages/{stage}/complete", Body::json_optional,
      [this](const std::string&, const Request& request) { return complete_stage(request); });
  add(Method::post, "/jobs/{id}/complete", Body::json_optional,
      [this](const std::string&, const Request& request) { return complete(request); });
  add(Method::post, "/jobs/{id}/fail", Body::json,
      [this](const std::string&, const Request& request) { return fail_job(request); });
  add(Method::get, "/jobs/{id}/cancel-requested", Body::none,
      [this](const std::string&, const Request& request) { return cancel_requested(request); });
}

Task<Result<Response>> JobServiceRoutes::create(const std::string& caller, const Request& request) {
  const auto claim = idempotency_claim(request, caller);
  if (!claim) {
    co_return fail(claim.error());
  }
  auto wanted = wire::read_new_job(request.body);
  if (!wanted) {
    co_return fail(std::move(wanted.error()));
  }
  if (wanted->correlation_id.empty()) {
    wanted->correlation_id = request.correlation_id;
  }
  const std::string suffix = *claim ? id_suffix(**claim) : std::string();
  const auto created = co_await jobs_.create(std::move(*wanted), suffix);
  if (!created) {
    co_return fail(created.error());
  }
  Response response = Response::json(201, wire::job_body({.job = created->job}));
  response.with("Location", fmt::format("/jobs/{}", created->job.id.view()));
  if (!created->changed) {
    response.with("Idempotency-Replayed", "true");
  }
  co_return response;
}

Task<Result<Response>> JobServiceRoutes::progress(const Request& request) {
  auto report = wire::read_job_report(request.body);
  if (!report) {
    co_return fail(std::move(report.error()));
  }
  co_return taken(co_await jobs_.report(id_of(request), std::move(*report)));
}

Task<Result<Response>> JobServiceRoutes::complete_stage(const Request& request) {
  auto results = wire::read_job_results(request.body);
  if (!results) {
    co_return fail(std::move(results.error()));
  }
  co_return taken(co_await jobs_.complete_stage(id_of(request), request.parameter("stage"), std::move(*results)));
}

Task<Result<Response>> JobServiceRoutes::complete(const Request& request) {
  auto results = wire::read_job_results(request.body);
  if (!results) {
    co_return fail(std::move(results.error()));
  }
  co_return taken(co_await jobs_.complete(id_of(request), std::move(*results)));
}

Task<Result<Response>> JobServiceRoutes::fail_job(const Request& request) {
  auto error = wire::read_job_failure(request.body);
  if (!error) {
    co_return fail(std::move(error.error()));
  }
  co_return taken(co_await jobs_.fail(id_of(request), std::move(*error)));
}

Task<Result<Response>> JobServiceRoutes::cancel_requested(const Request& request) {
  const auto wait = wait_of(request);
  if (!wait) {
    co_return fail(wait.error());
  }
  const auto cancelled = co_await jobs_.cancel_requested(id_of(request), *wait);
  if (!cancelled) {
    co_return fail(cancelled.error());
  }
  co_return Response::json(200, *cancelled ? R"({"cancelled":true})" : R"({"cancelled":false})");
}

}  // namespace belfry::http

#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "json/message.hpp"
#include "wire/job_bodies.hpp"
#include "wire/job_json.hpp"

namespace belfry::http::openapi {
namespace {

constexpr std::string_view kJob = R"({"jobId":"job_20260125_k3v9x0c2b7n1m4a8","userId":"ada","kind":"upload",
  "title":"parts.csv","stages":[{"name":"parse","weight":1},{"name":"store","weight":3}],"fileName":"parts.csv",
  "status":"running","stage":"store","progress":62.5,"stageProgress":50,"message":"Row 602 of 1204",
  "currentRow":602,"totalRows":1204,"estimatedSecondsRemaining":7.5,"stalled":false,
  "createdAt":"2026-01-25T12:00:00.000Z","updatedAt":"2026-01-25T12:00:09.120Z"})";

constexpr std::string_view kProgress =
    R"({"jobId":"job_20260125_k3v9x0c2b7n1m4a8","status":"running","progress":62.5,"estimatedSecondsRemaining":7.5})";

Parameter job_id() {
  return {
      .name = "id", .in = In::path, .description = "The job's id.", .schema = {{"type", "string"}}, .required = true};
}

Operation of_users(Method method, std::string_view path, std::string_view id, std::string_view summary) {
  return {.method = method, .path = path, .id = id, .tag = "jobs", .summary = summary, .caller = Caller::user};
}

Operation list() {
  Operation made = of_users(Method::get, "/jobs", "listJobs", "The user's jobs, the newest first");
  made.parameters = {limit(),
                     {.name = "cursor",
                      .in = In::query,
                      .description = "The nextCursor of the page before.",
                      .schema = {{"type", "string"}}},
                     {.name = "unfinished",
                      .in = In::query,
                      .description = "Only those that are queued or running.",
                      .schema = {{"type", "boolean"}}}};
  made.answers = {{.description = "A page.", .schema = json::reference("Jobs"), .example = R"({"items":[]})"}};
  made.errors = {ErrorCode::validation_failed, ErrorCode::overloaded, ErrorCode::store_unavailable};
  return made;
}

Operation show() {
  Operation made = of_users(Method::get, "/jobs/{id}", "getJob", "One of the user's jobs, as it is now");
  made.parameters = {job_id()};
  made.answers = {{.description = "The job.", .schema = json::reference("Job"), .example = kJob}};
  made.errors = {ErrorCode::job_not_found, ErrorCode::overloaded, ErrorCode::store_unavailable};
  return made;
}

Operation cancel() {
  Operation made = of_users(Method::post, "/jobs/{id}/cancel", "cancelJob", "Stop a job, for good");
  made.description =
      "Everybody who follows it hears of it at once; its service is told at its next report. Repeating "
      "is harmless.";
  made.parameters = {job_id()};
  made.answers = {{.description = "It is cancelled.", .schema = json::reference("Job"), .example = kJob}};
  made.errors = {ErrorCode::job_not_found, ErrorCode::job_terminal, ErrorCode::overloaded,
                 ErrorCode::store_unavailable};
  return made;
}

Operation of_services(Method method, std::string_view path, std::string_view id, std::string_view summary) {
  return {.method = method,
          .path = path,
          .id = id,
          .tag = "jobs",
          .summary = summary,
          .caller = Caller::service,
          .scope = Scope::jobs};
}

Operation create() {
  Operation made = of_services(Method::post, "/jobs", "createJob", "Begin a job");
  made.description =
      "Stages have weights beside one another, 1 unless given. Without a `correlationId` that of the "
      "request's `X-Correlation-Id` stands in every message and log line about the job.";
  made.parameters = {idempotency_key()};
  made.body = RequestBody{.schema = json::reference("NewJob"),
                          .example = R"({"userId":"ada","kind":"upload","title":"parts.csv","fileName":"parts.csv",
                            "stages":[{"name":"parse","weight":1},{"name":"store","weight":3}]})"};
  made.answers = {{.status = 201,
                   .description = "The job, queued.",
                   .schema = json::reference("Job"),
                   .example = kJob,
                   .headers = {{"Location", "Where it is."},
                               {"Idempotency-Replayed", "`true` when an earlier request with this key made it."}}}};
  made.errors = {ErrorCode::validation_failed, ErrorCode::payload_too_large, ErrorCode::idempotency_conflict,
                 ErrorCode::overloaded, ErrorCode::store_unavailable};
  return made;
}

Operation report(std::string_view path, std::string_view id, std::string_view summary, RequestBody body) {
  Operation made = of_services(Method::post, path, id, summary);
  made.parameters = {job_id()};
  made.body = std::move(body);
  made.answers = {
      {.status = 202, .description = "Taken.", .schema = json::reference("JobProgress"), .example = kProgress}};
  made.errors = {ErrorCode::validation_failed, ErrorCode::payload_too_large, ErrorCode::job_not_found,
                 ErrorCode::job_terminal,      ErrorCode::job_cancelled,     ErrorCode::overloaded,
                 ErrorCode::store_unavailable};
  return made;
}

Operation progress() {
  Operation made = report("/jobs/{id}/progress", "reportProgress", "Report how far a job is",
                          {.schema = json::reference("JobReport"),
                           .example = R"({"stage":"store","stageProgress":50,"message":"Row 602 of 1204",
                             "currentRow":602,"totalRows":1204})"});
  made.description =
      "Neither progress may fall. `progress`, of the whole job, is computed from `stageProgress` and the "
      "weights of the stages when it is not given; so is the time left.";
  return made;
}

Operation complete_stage() {
  Operation made = report("/jobs/{id}/stages/{stage}/complete", "completeStage", "Report that a stage is through",
                          {.schema = json::reference("JobResults"), .example = R"({"results":{"rows":1204}})"});
  made.parameters.push_back({.name = "stage",
                             .in = In::path,
                             .description = "The stage's name.",
                             .schema = {{"type", "string"}},
                             .required = true});
  return made;
}

Operation complete() {
  return report("/jobs/{id}/complete", "completeJob", "Report that a job is done",
                {.schema = json::reference("JobResults"), .example = R"({"results":{"rows":1204}})"});
}

Operation fail_job() {
  return report("/jobs/{id}/fail", "failJob", "Report that a job failed",
                {.schema = json::reference("JobFailure"),
                 .example = R"({"error":{"code":"ENOSPC","message":"No space left on device"}})"});
}

Operation cancel_requested() {
  Operation made = of_services(Method::get, "/jobs/{id}/cancel-requested", "cancelRequested",
                               "Wait to hear that a job was cancelled");
  made.description =
      "A long poll, for work that reports rarely: answered when the job is cancelled, when it has ended "
      "otherwise, or after the wait.";
  made.parameters = {job_id(),
                     {.name = "wait",
                      .in = In::query,
                      .description = "Seconds; 0 when absent.",
                      .schema = {{"type", "integer"}, {"minimum", 0}, {"maximum", 60}}}};
  json::Schema answer;
  json::put_member(answer, "cancelled", {{"type", "boolean"}});
  made.answers = {{.description = "Whether it is.", .schema = std::move(answer), .example = R"({"cancelled":false})"}};
  made.errors = {ErrorCode::validation_failed, ErrorCode::job_not_found, ErrorCode::overloaded,
                 ErrorCode::store_unavailable};
  return made;
}

json::Schema page_schema() {
  json::Schema schema;
  json::put_member(schema, "items", json::array_of(json::reference("Job")));
  json::put_member(schema, "nextCursor", json::described({{"type", "string"}}, "There is more: the `cursor` for it."),
                   json::Presence::optional);
  return schema;
}

}  // namespace

Group job_group() {
  return {.operations = {list(), show(), cancel(), create(), progress(), complete_stage(), complete(), fail_job(),
                         cancel_requested()},
          .schemas = {{"Job", wire::job_schema()},
                      {"Jobs", page_schema()},
                      {"JobProgress", wire::job_progress_schema()},
                      {"NewJob", wire::new_job_schema()},
                      {"JobReport", wire::job_report_schema()},
                      {"JobResults", wire::job_results_schema()},
                      {"JobFailure", wire::job_failure_schema()}}};
}

}  // namespace belfry::http::openapi

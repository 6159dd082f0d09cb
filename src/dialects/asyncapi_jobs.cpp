#include "dialects/asyncapi_jobs.hpp"

#include "base/error.hpp"
#include "dialects/job_news.hpp"
#include "json/message.hpp"
#include "wire/error_json.hpp"

#include <array>
#include <string>

namespace belfry::asyncapi {
namespace {

using json::described;
using json::Presence;
using json::put_member;
using json::Schema;
using messages::JobNews;

/// What a client's message may be answered with, and what ends a connection.
constexpr std::array kErrors = {ErrorCode::invalid_message, ErrorCode::unknown_type,  ErrorCode::payload_too_large,
                                ErrorCode::rate_limited,    ErrorCode::token_expired, ErrorCode::job_not_found,
                                ErrorCode::job_terminal,    ErrorCode::overloaded,    ErrorCode::store_unavailable,
                                ErrorCode::internal_error};

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

Schema job_id(Schema schema = {}) {
  put_member(schema, "job_id", of<std::string>());
  return schema;
}

Schema job_or_all() {
  Schema schema;
  put_member(schema, "job_id", described(of<std::string>(), "A job, or `*` for all of the user's."));
  return schema;
}

Schema with_timestamp(Schema schema) {
  put_member(schema, "timestamp", of<json::IsoTime>());
  return schema;
}

/// Of what is about one job.
Schema with_correlation(Schema schema) {
  put_member(schema, "correlation_id", of<std::string>(), Presence::optional);
  return schema;
}

Schema connected() {
  Schema schema;
  put_member(schema, "connection_id", of<std::string>());
  return with_timestamp(std::move(schema));
}

Schema error() {
  Schema schema;
  put_member(schema, "job_id", described(of<std::string>(), "As the client's message named it."), Presence::optional);
  put_member(schema, "error", wire::error_schema(kErrors));
  return with_timestamp(with_correlation(std::move(schema)));
}

Message news(JobNews what, std::string_view summary, std::string_view example) {
  return from_server(name_of(what), summary, job_news::schema(what, "type"), example);
}

std::vector<Message> commands() {
  return {from_client("ping", "Is anybody there?", {{"type", "object"}}, R"({"type":"ping"})", {"pong"}),
          from_client("subscribe", "Follow a job, or all of the user's.", job_or_all(),
                      R"({"type":"subscribe","job_id":"*"})", {"subscribed", "job_status", "error"}),
          from_client("unsubscribe", "Follow it no longer.", job_or_all(),
                      R"({"type":"unsubscribe","job_id":"job_20260125_k3v9"})", {"unsubscribed", "error"}),
          from_client("cancel_job", "Stop a job, for good.", job_id(),
                      R"({"type":"cancel_job","job_id":"job_20260125_k3v9"})", {"job_cancelled", "error"}),
          from_client("request_status", "How is it now?", job_id(),
                      R"({"type":"request_status","job_id":"job_20260125_k3v9"})", {"job_status", "error"})};
}

std::vector<Message> answers() {
  return {from_server("connected", "Always the first message.", connected(),
                      R"({"type":"connected","connection_id":"conn_1795219200123_k3v9",
                      "timestamp":"2026-01-25T12:00:00.000Z"})"),
          from_server("pong", "The answer to a ping.", with_timestamp({}),
                      R"({"type":"pong","timestamp":"2026-01-25T12:00:00.000Z"})"),
          from_server("subscribed", "Followed from now on; a job_status comes at once.",
                      with_timestamp(with_correlation(job_or_all())),
                      R"({"type":"subscribed","job_id":"job_20260125_k3v9","timestamp":"2026-01-25T12:00:00.000Z"})"),
          from_server("unsubscribed", "Followed no longer.", with_timestamp(job_or_all()),
                      R"({"type":"unsubscribed","job_id":"job_20260125_k3v9","timestamp":"2026-01-25T12:00:00.000Z"})"),
          from_server("error", "A message was refused, or something ends.", error(),
                      R"({"type":"error","job_id":"job_20260125_none","error":{"code":"JOB_NOT_FOUND",
                      "message":"Job not found"},"timestamp":"2026-01-25T12:00:00.000Z"})")};
}

std::vector<Message> every_news() {
  return {news(JobNews::progress, "How far it is: the latest, ten times a second at most.",
               R"({"type":"progress_update","job_id":"job_20260125_k3v9","stage":"store","progress":62.5,
               "stage_progress":25,"message":"Row 301 of 1204","estimated_seconds_remaining":7.5,"current_row":301,
               "total_rows":1204,"timestamp":"2026-01-25T12:00:00.000Z","correlation_id":"order-7"})"),
          news(JobNews::stage_complete, "A stage is through.",
               R"({"type":"stage_complete","job_id":"job_20260125_k3v9","stage":"parse","results":{"rows":1204},
               "timestamp":"2026-01-25T12:00:00.000Z"})"),
          news(JobNews::completed, "It is done.",
               R"({"type":"job_complete","job_id":"job_20260125_k3v9","results":{"rows":1204},
               "timestamp":"2026-01-25T12:00:00.000Z"})"),
          news(JobNews::failed, "It failed.",
               R"({"type":"job_failed","job_id":"job_20260125_k3v9","error":{"code":"ENOSPC",
               "message":"No space left on device"},"stage":"store","timestamp":"2026-01-25T12:00:00.000Z"})"),
          news(JobNews::cancelled, "Its owner stopped it.",
               R"({"type":"job_cancelled","job_id":"job_20260125_k3v9","stage":"store","progress":62.5,
               "timestamp":"2026-01-25T12:00:00.000Z"})"),
          news(JobNews::status, "How it is now: when asked, when followed, and when its service has fallen silent.",
               R"({"type":"job_status","job_id":"job_20260125_k3v9","kind":"upload","title":"parts.csv",
               "status":"running","stage":"store","progress":62.5,"stage_progress":25,"message":"Row 301 of 1204",
               "estimated_seconds_remaining":null,"stalled":false,"timestamp":"2026-01-25T12:00:00.000Z"})")};
}

}  // namespace

std::vector<Message> jobs_messages() {
  std::vector<Message> all = commands();
  for (std::vector<Message> some : {answers(), every_news()}) {
    for (Message& each : some) {
      all.push_back(std::move(each));
    }
  }
  return all;
}

}  // namespace belfry::asyncapi

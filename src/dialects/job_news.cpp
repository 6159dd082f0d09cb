#include "dialects/job_news.hpp"

#include "base/iso8601.hpp"
#include "json/message.hpp"
#include "wire/job_json.hpp"

#include <array>
#include <utility>

namespace belfry::job_news {
namespace {

using json::described;
using json::Presence;
using json::put_member;
using json::Schema;
using json::Writer;
using messages::JobNews;

void write_seconds_remaining(Writer& writer, const Job& job) {
  writer.key("estimated_seconds_remaining");
  if (job.seconds_remaining) {
    writer.number(*job.seconds_remaining);
  } else {
    writer.null();
  }
}

void write_position(Writer& writer, const Job& job) {
  writer.member("stage", job.stage);
  writer.member("progress", job.progress);
  writer.member("stage_progress", job.stage_progress);
  writer.member("message", job.message);
  write_seconds_remaining(writer, job);
  writer.member("current_row", job.current_row);
  writer.member("total_rows", job.total_rows);
}

void write_status(Writer& writer, const messages::JobMessage& message) {
  const Job& job = *message.job;
  writer.member("kind", job.kind);
  writer.member("title", job.title);
  writer.member("status", name_of(job.status));
  write_position(writer, job);
  writer.member("stalled", message.stalled);
  if (job.status == JobStatus::completed) {
    wire::write_job_results(writer, job.results);
  }
  if (job.error) {
    wire::write_job_error(writer, *job.error);
  }
}

void write_fields(Writer& writer, const messages::JobMessage& message) {
  const Job& job = *message.job;
  switch (message.news) {
    case JobNews::progress: return write_position(writer, job);
    case JobNews::stage_complete:
      writer.member("stage", message.stage);
      return wire::write_job_results(writer, message.results);
    case JobNews::completed: return wire::write_job_results(writer, job.results);
    case JobNews::failed:
      wire::write_job_error(writer, job.error.value_or(JobError{}));
      return writer.member("stage", job.stage);
    case JobNews::cancelled: writer.member("stage", job.stage); return writer.member("progress", job.progress);
    case JobNews::status: return write_status(writer, message);
  }
  std::unreachable();
}

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

Schema percentage() { return {{"type", "number"}, {"minimum", 0}, {"maximum", 100}}; }

void put_stage(Schema& schema) {
  put_member(schema, "stage", described(of<std::string>(), "Empty before the first report, and without stages."));
}

void put_position(Schema& schema) {
  put_stage(schema);
  put_member(schema, "progress", described(percentage(), "Of the whole job."));
  put_member(schema, "stage_progress", percentage());
  put_member(schema, "message", of<std::string>());
  put_member(schema, "estimated_seconds_remaining",
             described({{"type", {"number", "null"}}, {"minimum", 0}}, "Null while it is not known."));
  put_member(schema, "current_row", of<std::uint64_t>(), Presence::optional);
  put_member(schema, "total_rows", of<std::uint64_t>(), Presence::optional);
}

void put_status(Schema& schema) {
  std::array<std::string_view, kJobStatuses.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = name_of(kJobStatuses[i]);
  }
  put_member(schema, "kind", of<std::string>());
  put_member(schema, "title", of<std::string>());
  put_member(schema, "status", json::choice(names));
  put_position(schema);
  put_member(schema, "stalled", described(of<bool>(), "Its service has been silent for long."));
  put_member(schema, "results", {{"type", "object"}}, Presence::optional);
  put_member(schema, "error", wire::job_error_schema(), Presence::optional);
}

void put_fields(Schema& schema, JobNews news) {
  switch (news) {
    case JobNews::progress: return put_position(schema);
    case JobNews::stage_complete: put_stage(schema); return put_member(schema, "results", {{"type", "object"}});
    case JobNews::completed: return put_member(schema, "results", {{"type", "object"}});
    case JobNews::failed: put_member(schema, "error", wire::job_error_schema()); return put_stage(schema);
    case JobNews::cancelled: put_stage(schema); return put_member(schema, "progress", percentage());
    case JobNews::status: return put_status(schema);
  }
  std::unreachable();
}

}  // namespace

void write_members(Writer& writer, const messages::JobMessage& message, Instant now) {
  const Job& job = *message.job;
  writer.member("job_id", job.id.view());
  write_fields(writer, message);
  writer.member("timestamp", format_iso8601(now));
  if (!job.correlation_id.empty()) {
    writer.member("correlation_id", job.correlation_id);
  }
}

Schema schema(JobNews news, std::string_view name_member) {
  Schema made;
  put_member(made, name_member, json::constant(name_of(news)));
  put_member(made, "job_id", of<std::string>());
  put_fields(made, news);
  put_member(made, "timestamp", of<json::IsoTime>());
  put_member(made, "correlation_id", described(of<std::string>(), "Of the request that created the job."),
             Presence::optional);
  return made;
}

}  // namespace belfry::job_news

#include "wire/job_json.hpp"

#include "base/iso8601.hpp"
#include "json/message.hpp"

#include <array>

namespace belfry::wire {
namespace {

using json::described;
using json::Presence;
using json::put_member;
using json::Schema;

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

void put_text(json::Writer& writer, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    writer.member(name, text);
  }
}

void put_seconds_remaining(json::Writer& writer, const std::optional<double>& seconds) {
  writer.key("estimatedSecondsRemaining");
  if (seconds) {
    writer.number(*seconds);
  } else {
    writer.null();
  }
}

void put_job(json::Writer& writer, const JobView& view) {
  const Job& job = view.job;
  writer.begin_object();
  writer.member("jobId", job.id.view());
  writer.member("userId", job.user.view());
  writer.member("kind", job.kind);
  writer.member("title", job.title);
  write_job_stages(writer, job.stages);
  writer.member("fileName", job.file_name);
  writer.member("status", name_of(job.status));
  put_text(writer, "stage", job.stage);
  writer.member("progress", job.progress);
  writer.member("stageProgress", job.stage_progress);
  put_text(writer, "message", job.message);
  writer.member("currentRow", job.current_row);
  writer.member("totalRows", job.total_rows);
  put_seconds_remaining(writer, job.seconds_remaining);
  writer.member("stalled", view.stalled);
  if (job.status == JobStatus::completed) {
    write_job_results(writer, job.results);
  }
  if (job.error) {
    write_job_error(writer, *job.error);
  }
  put_text(writer, "correlationId", job.correlation_id);
  writer.member("createdAt", format_iso8601(job.created_at));
  writer.member("updatedAt", format_iso8601(job.updated_at));
  if (job.ended_at) {
    writer.member("endedAt", format_iso8601(*job.ended_at));
  }
  writer.end_object();
}

Schema percentage() { return {{"type", "number"}, {"minimum", 0}, {"maximum", 100}}; }

Schema seconds_or_null() { return {{"type", {"number", "null"}}, {"minimum", 0}}; }

Schema stage_schema() {
  Schema schema;
  put_member(schema, "name", of<std::string>());
  put_member(schema, "weight", described(of<double>(), "How much of the whole it is, beside the others."));
  return schema;
}

Schema status_schema() {
  std::array<std::string_view, kJobStatuses.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = name_of(kJobStatuses[i]);
  }
  return json::choice(names);
}

}  // namespace

void write_job_error(json::Writer& writer, const JobError& error) {
  writer.key("error");
  writer.begin_object();
  writer.member("code", error.code);
  writer.member("message", error.message);
  if (error.details) {
    writer.key("details");
    writer.raw(*error.details);
  }
  writer.end_object();
}

void write_job_stages(json::Writer& writer, const std::vector<JobStage>& stages) {
  writer.key("stages");
  writer.begin_array();
  for (const JobStage& stage : stages) {
    writer.begin_object();
    writer.member("name", stage.name);
    writer.member("weight", stage.weight);
    writer.end_object();
  }
  writer.end_array();
}

void write_job_results(json::Writer& writer, const std::optional<std::string>& results) {
  writer.key("results");
  writer.raw(results ? *results : "{}");
}

std::string job_body(const JobView& view) {
  json::Writer writer(768);
  put_job(writer, view);
  return writer.take();
}

std::string jobs_body(std::span<const JobView> jobs, std::string_view next_cursor) {
  json::Writer writer(64 + 768 * jobs.size());
  writer.begin_object();
  writer.key("items");
  writer.begin_array();
  for (const JobView& view : jobs) {
    put_job(writer, view);
  }
  writer.end_array();
  put_text(writer, "nextCursor", next_cursor);
  writer.end_object();
  return writer.take();
}

std::string job_progress_body(const Job& job) {
  json::Writer writer;
  writer.begin_object();
  writer.member("jobId", job.id.view());
  writer.member("status", name_of(job.status));
  writer.member("progress", job.progress);
  put_seconds_remaining(writer, job.seconds_remaining);
  writer.end_object();
  return writer.take();
}

Schema job_error_schema() {
  Schema schema;
  put_member(schema, "code", described(of<std::string>(), "Of the service's own choice."));
  put_member(schema, "message", of<std::string>());
  put_member(schema, "details", Schema(), Presence::optional);
  return schema;
}

Schema job_schema() {
  Schema schema;
  put_member(schema, "jobId", json::text_like("^job_[0-9]{8}_[0-9a-z]+$"));
  put_member(schema, "userId", of<std::string>());
  put_member(schema, "kind", of<std::string>());
  put_member(schema, "title", of<std::string>());
  put_member(schema, "stages", json::array_of(stage_schema()));
  put_member(schema, "fileName", of<std::string>(), Presence::optional);
  put_member(schema, "status", status_schema());
  put_member(schema, "stage", described(of<std::string>(), "The one at work; absent before the first report."),
             Presence::optional);
  put_member(schema, "progress", described(percentage(), "Of the whole job; never falls."));
  put_member(schema, "stageProgress", percentage());
  put_member(schema, "message", of<std::string>(), Presence::optional);
  put_member(schema, "currentRow", of<std::uint64_t>(), Presence::optional);
  put_member(schema, "totalRows", of<std::uint64_t>(), Presence::optional);
  put_member(schema, "estimatedSecondsRemaining", described(seconds_or_null(), "Null while it is not known."));
  put_member(schema, "stalled", described(of<bool>(), "Running, and nothing was reported for `jobs.stalled_seconds`."));
  put_member(schema, "results", described({{"type", "object"}}, "Of a completed job."), Presence::optional);
  put_member(schema, "error", described(job_error_schema(), "Of a failed job."), Presence::optional);
  put_member(schema, "correlationId", of<std::string>(), Presence::optional);
  put_member(schema, "createdAt", of<json::IsoTime>());
  put_member(schema, "updatedAt", of<json::IsoTime>());
  put_member(schema, "endedAt", of<json::IsoTime>(), Presence::optional);
  return schema;
}

Schema job_progress_schema() {
  Schema schema;
  put_member(schema, "jobId", of<std::string>());
  put_member(schema, "status", status_schema());
  put_member(schema, "progress", percentage());
  put_member(schema, "estimatedSecondsRemaining", seconds_or_null());
  return schema;
}

}  // namespace belfry::wire

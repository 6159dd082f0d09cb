#include "adapters/sqlite/job_rows.hpp"

#include "base/log.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"

#include <utility>

namespace belfry::sqlite {
namespace {

/// A stage as the column `stages` has it.
struct StageJson {
  std::string name;
  double weight = 0.0;
};
BOOST_DESCRIBE_STRUCT(StageJson, (), (name, weight))

std::vector<JobStage> stages_of(const std::string& text, const JobId& job) {
  const auto value = json::parse(text);
  json::ReadContext context(json::UnknownMembers::refuse);
  std::vector<StageJson> kept;
  if (value) {
    json::Codec<std::vector<StageJson>>::read(*value, kept, context);
  }
  if (!value || !context.faults().empty()) {
    log::error("store:error", {{"operation", "job"}, {"jobId", job.view()}, {"error", "kept stages cannot be read"}});
    return {};
  }
  std::vector<JobStage> stages;
  stages.reserve(kept.size());
  for (StageJson& stage : kept) {
    stages.push_back({.name = std::move(stage.name), .weight = stage.weight});
  }
  return stages;
}

std::optional<std::uint64_t> maybe_count(const Query& rows, int column) {
  return rows.null(column) ? std::nullopt : std::optional(rows.count(column));
}

std::optional<JobError> error_at(const Query& rows, int first) {
  if (rows.null(first)) {
    return std::nullopt;
  }
  return JobError{.code = rows.text(first), .message = rows.text(first + 1), .details = rows.maybe_text(first + 2)};
}

}  // namespace

Job job_at(const Query& rows, UserId user) {
  Job job;
  job.id = JobId(rows.text(0));
  job.user = std::move(user);
  job.created_at = rows.instant(1);
  job.kind = rows.text(2);
  job.title = rows.text(3);
  job.stages = stages_of(rows.text(4), job.id);
  job.file_name = rows.maybe_text(5);
  job.correlation_id = rows.text(6);
  job.status = static_cast<JobStatus>(rows.integer(7));
  job.stage = rows.text(8);
  job.progress = rows.real(9);
  job.stage_progress = rows.real(10);
  job.message = rows.text(11);
  job.current_row = maybe_count(rows, 12);
  job.total_rows = maybe_count(rows, 13);
  job.seconds_remaining = rows.null(14) ? std::nullopt : std::optional(rows.real(14));
  job.results = rows.maybe_text(15);
  job.error = error_at(rows, 16);
  job.updated_at = rows.instant(19);
  job.ended_at = rows.maybe_instant(20);
  return job;
}

std::string stages_text(const std::vector<JobStage>& stages) {
  std::vector<StageJson> kept;
  kept.reserve(stages.size());
  for (const JobStage& stage : stages) {
    kept.push_back({.name = stage.name, .weight = stage.weight});
  }
  json::Writer writer;
  json::Codec<std::vector<StageJson>>::write(writer, kept);
  return writer.take();
}

}  // namespace belfry::sqlite

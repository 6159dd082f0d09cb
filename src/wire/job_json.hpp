#pragma once

#include "domain/job.hpp"
#include "json/schema.hpp"
#include "json/writer.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Jobs as HTTP shows them (docs/protocol.md, "Jobs"). Times are ISO 8601.
namespace belfry::wire {

/// `"error": {code, message, details?}`.
void write_job_error(json::Writer& writer, const JobError& error);
/// `"stages": [{name, weight}]`.
void write_job_stages(json::Writer& writer, const std::vector<JobStage>& stages);
/// `"results": {..}`, and `{}` where there are none.
void write_job_results(json::Writer& writer, const std::optional<std::string>& results);

struct JobView {
  const Job& job;
  bool stalled = false;
};

std::string job_body(const JobView& view);
/// `{items, nextCursor?}`. An empty cursor: there are no more.
std::string jobs_body(std::span<const JobView> jobs, std::string_view next_cursor);
/// What a report is answered with: `{jobId, status, progress, estimatedSecondsRemaining}`.
std::string job_progress_body(const Job& job);

json::Schema job_error_schema();
json::Schema job_schema();
json::Schema job_progress_schema();

}  // namespace belfry::wire

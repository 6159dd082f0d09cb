#pragma once

#include "base/result.hpp"
#include "domain/job.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace belfry {

/// What a service reports of a running job (product 4.2). At most one of the two progresses is needed; `progress` wins.
struct JobReport {
  std::string stage = {};                               ///< empty: the one at work
  std::optional<double> stage_progress = std::nullopt;  ///< of the stage, 0 .. 100
  std::optional<double> progress = std::nullopt;        ///< of the whole job, 0 .. 100
  std::optional<std::string> message = std::nullopt;    ///< nothing: as before, within a stage
  std::optional<std::uint64_t> current_row = std::nullopt;
  std::optional<std::uint64_t> total_rows = std::nullopt;
  std::optional<double> seconds_remaining = std::nullopt;  ///< the service's own figure wins over ours
};

/// What a report changed that followers must hear, however many updates there are a second (product 4.4).
enum class JobStep : std::uint8_t { progress, stage_changed };

// The state machine. Every function takes each status there is: a job that has ended is `job_cancelled` or
// `job_terminal`, and nothing of it changes; a report that cannot be is `validation_failed` with the pointer of its
// member. `now` becomes `updated_at`.

Result<JobStep> report(Job& job, const JobReport& report, Instant now);
/// The stage is through: its progress is 100. `results` is a JSON object, as compact text.
Result<void> complete_stage(Job& job, std::string_view stage, Instant now);
Result<void> complete(Job& job, std::optional<std::string> results, Instant now);
Result<void> fail_job(Job& job, JobError error, Instant now);

/// Whether a cancel did something: a second one is harmless, one after another end is `job_terminal`.
enum class Cancelled : std::uint8_t { now, before };
Result<Cancelled> cancel(Job& job, Instant now);

/// Runs, and its service has said nothing for so long; never when `after` is 0.
bool is_stalled(const Job& job, Instant now, std::chrono::milliseconds after);

/// The whole job's progress when `stage` has come to `stage_progress` and all before it are through: by the weights.
double whole_progress(const Job& job, std::size_t stage, double stage_progress);

}  // namespace belfry

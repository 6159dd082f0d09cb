#include "domain/job_machine.hpp"

#include <algorithm>
#include <utility>

namespace belfry {
namespace {

constexpr double kWhole = 100.0;

Failure ended(const Job& job) {
  return belfry::fail(job.status == JobStatus::cancelled ? ErrorCode::job_cancelled : ErrorCode::job_terminal);
}

std::optional<std::size_t> place_of(const Job& job, std::string_view stage) {
  const auto found = std::ranges::find(job.stages, stage, &JobStage::name);
  if (found == job.stages.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - job.stages.begin());
}

bool is_percentage(double value) { return value >= 0.0 && value <= kWhole; }

/// The stage that a report is about; the first one when nothing has been reported and none is named.
std::string stage_of(const Job& job, const JobReport& report) {
  if (!report.stage.empty()) {
    return report.stage;
  }
  return job.stage.empty() && !job.stages.empty() ? job.stages.front().name : job.stage;
}

std::vector<FieldError> faults_of(const Job& job, const JobReport& report, const std::string& stage) {
  std::vector<FieldError> faults;
  const auto fault = [&](const char* pointer, const char* code, const char* detail) {
    faults.push_back({.pointer = pointer, .code = code, .detail = detail});
  };
  if (!stage.empty() && !place_of(job, stage)) {
    fault("/stage", "unknown_stage", "is none of the job's stages");
  }
  if (report.stage_progress && !is_percentage(*report.stage_progress)) {
    fault("/stageProgress", "range", "must be between 0 and 100");
  } else if (report.stage_progress && stage == job.stage && *report.stage_progress < job.stage_progress) {
    fault("/stageProgress", "falls", "is below what was reported before");
  }
  if (report.progress && !is_percentage(*report.progress)) {
    fault("/progress", "range", "must be between 0 and 100");
  } else if (report.progress && *report.progress < job.progress) {
    fault("/progress", "falls", "is below what was reported before");
  }
  if (report.seconds_remaining && *report.seconds_remaining < 0.0) {
    fault("/estimatedSecondsRemaining", "range", "must not be negative");
  }
  return faults;
}

double progress_after(const Job& job, const JobReport& report) {
  if (report.progress) {
    return *report.progress;
  }
  const auto place = place_of(job, job.stage);
  const double computed = place ? whole_progress(job, *place, job.stage_progress) : job.stage_progress;
  return std::max(job.progress, computed);
}

void end(Job& job, JobStatus status, Instant now) {
  job.status = status;
  job.seconds_remaining.reset();
  job.updated_at = now;
  job.ended_at = now;
}

}  // namespace

double whole_progress(const Job& job, std::size_t stage, double stage_progress) {
  double total = 0.0;
  double done = 0.0;
  for (std::size_t i = 0; i < job.stages.size(); ++i) {
    total += job.stages[i].weight;
    done += i < stage ? job.stages[i].weight : 0.0;
  }
  if (total <= 0.0) {
    return stage_progress;
  }
  return std::clamp((done + job.stages[stage].weight * stage_progress / kWhole) / total * kWhole, 0.0, kWhole);
}

bool is_stalled(const Job& job, Instant now, std::chrono::milliseconds after) {
  return job.status == JobStatus::running && after.count() > 0 && now - job.updated_at >= after;
}

Result<JobStep> report(Job& job, const JobReport& report, Instant now) {
  if (is_terminal(job.status)) {
    return ended(job);
  }
  std::string stage = stage_of(job, report);
  if (auto faults = faults_of(job, report, stage); !faults.empty()) {
    return belfry::fail(Error::validation(std::move(faults)));
  }
  const bool changed = stage != job.stage || job.status == JobStatus::queued;
  if (stage != job.stage) {
    if (!job.stage.empty()) {
      job.total_rows.reset();  // those of the stage before; what was said at the start is the first one's
    }
    job.stage = std::move(stage);
    job.stage_progress = 0.0;
    job.current_row.reset();
    job.message.clear();
  }
  job.status = JobStatus::running;
  job.stage_progress = report.stage_progress.value_or(job.stage_progress);
  job.progress = progress_after(job, report);
  job.message = report.message.value_or(job.message);
  job.current_row = report.current_row ? report.current_row : job.current_row;
  job.total_rows = report.total_rows ? report.total_rows : job.total_rows;
  job.seconds_remaining = report.seconds_remaining;
  job.updated_at = now;
  return changed ? JobStep::stage_changed : JobStep::progress;
}

Result<void> complete_stage(Job& job, std::string_view stage, Instant now) {
  if (is_terminal(job.status)) {
    return ended(job);
  }
  const auto place = place_of(job, stage);
  if (!place) {
    return belfry::fail(Error::validation("/stage", "unknown_stage", "is none of the job's stages"));
  }
  job.status = JobStatus::running;
  job.stage = std::string(stage);
  job.stage_progress = kWhole;
  job.progress = std::max(job.progress, whole_progress(job, *place, kWhole));
  job.updated_at = now;
  return {};
}

Result<void> complete(Job& job, std::optional<std::string> results, Instant now) {
  if (is_terminal(job.status)) {
    return ended(job);
  }
  job.progress = kWhole;
  job.stage_progress = kWhole;
  job.results = std::move(results);
  end(job, JobStatus::completed, now);
  return {};
}

Result<void> fail_job(Job& job, JobError error, Instant now) {
  if (is_terminal(job.status)) {
    return ended(job);
  }
  job.error = std::move(error);
  end(job, JobStatus::failed, now);
  return {};
}

Result<Cancelled> cancel(Job& job, Instant now) {
  if (job.status == JobStatus::cancelled) {
    return Cancelled::before;
  }
  if (is_terminal(job.status)) {
    return ended(job);
  }
  end(job, JobStatus::cancelled, now);
  return Cancelled::now;
}

}  // namespace belfry

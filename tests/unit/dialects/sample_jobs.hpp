#pragma once

#include "ports/messages.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Jobs in each of their states, and one of every message about them, with fixed ids and times.
namespace belfry::samples {

inline constexpr const char* kJobId = "job_20260125_k3v9x0c2b7n1m4a8";

struct Sample {
  std::string name;
  messages::ServerMessage message;
};

/// Says no more than a service must: neither stages nor rows nor a file.
inline Job minimal_job(JobStatus status = JobStatus::running) {
  Job job;
  job.id = JobId(kJobId);
  job.user = UserId("ada");
  job.kind = "export";
  job.title = "All boards";
  job.status = status;
  job.created_at = from_millis(1'769'342'390'000);
  job.updated_at = from_millis(1'769'342'399'000);
  return job;
}

/// An upload, of which all is known.
inline Job full_job(JobStatus status = JobStatus::running) {
  Job job = minimal_job(status);
  job.kind = "upload";
  job.title = "Import of \"parts.csv\"";
  job.stages = {{"parse", 1.0}, {"store", 3.0}};
  job.file_name = "parts.csv";
  job.correlation_id = "order-7";
  job.stage = "store";
  job.progress = 43.75;
  job.stage_progress = 25.0;
  job.message = "Row 301 of 1,204";
  job.current_row = 301;
  job.total_rows = 1204;
  job.seconds_remaining = 7.5;
  return job;
}

inline Job completed_job() {
  Job job = full_job(JobStatus::completed);
  job.progress = 100.0;
  job.stage_progress = 100.0;
  job.message = "Row 1,204 of 1,204";
  job.current_row = 1204;
  job.seconds_remaining.reset();
  job.results = R"({"rows":1204,"skipped":[7,9]})";
  job.ended_at = job.updated_at;
  return job;
}

inline Job failed_job() {
  Job job = full_job(JobStatus::failed);
  job.seconds_remaining.reset();
  job.error = JobError{.code = "ENOSPC", .message = "No space left on device", .details = R"({"free":0})"};
  job.ended_at = job.updated_at;
  return job;
}

inline Job cancelled_job() {
  Job job = full_job(JobStatus::cancelled);
  job.seconds_remaining.reset();
  job.ended_at = job.updated_at;
  return job;
}

inline messages::JobMessage news(messages::JobNews what, Job job) {
  return {.news = what, .job = std::make_shared<const Job>(std::move(job))};
}

inline messages::JobMessage stage_complete(Job job, std::string stage, std::optional<std::string> results) {
  messages::JobMessage made = news(messages::JobNews::stage_complete, std::move(job));
  made.stage = std::move(stage);
  made.results = std::move(results);
  return made;
}

inline messages::JobMessage stalled_status() {
  messages::JobMessage made = news(messages::JobNews::status, full_job());
  made.stalled = true;
  return made;
}

inline Job failed_without_details() {
  Job job = minimal_job(JobStatus::failed);
  job.error = JobError{.code = "BAD_FILE", .message = "No header", .details = std::nullopt};
  return job;
}

inline std::vector<Sample> every_job_message() {
  using namespace messages;
  return {
      {"job_progress", news(JobNews::progress, full_job())},
      {"job_progress_minimal", news(JobNews::progress, minimal_job())},
      {"job_stage_complete", stage_complete(full_job(), "parse", R"({"rows":1204})")},
      {"job_stage_complete_minimal", stage_complete(minimal_job(), "parse", std::nullopt)},
      {"job_complete", news(JobNews::completed, completed_job())},
      {"job_complete_minimal", news(JobNews::completed, minimal_job(JobStatus::completed))},
      {"job_failed", news(JobNews::failed, failed_job())},
      {"job_failed_minimal", news(JobNews::failed, failed_without_details())},
      {"job_cancelled", news(JobNews::cancelled, cancelled_job())},
      {"job_cancelled_minimal", news(JobNews::cancelled, minimal_job(JobStatus::cancelled))},
      {"job_status_minimal", news(JobNews::status, minimal_job(JobStatus::queued))},
      {"job_status", news(JobNews::status, full_job())},
      {"job_status_stalled", stalled_status()},
      {"job_status_completed", news(JobNews::status, completed_job())},
      {"job_status_failed", news(JobNews::status, failed_job())},
      {"job_status_cancelled", news(JobNews::status, cancelled_job())},
      {"job_subscribed", JobWatchChanged{.change = JobWatch::subscribed, .job = kJobId, .correlation_id = "order-7"}},
      {"job_subscribed_all", JobWatchChanged{.change = JobWatch::subscribed, .job = "*"}},
      {"job_unsubscribed", JobWatchChanged{.change = JobWatch::unsubscribed, .job = kJobId}},
  };
}

}  // namespace belfry::samples

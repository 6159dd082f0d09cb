#include "wire/dashboard_json.hpp"

#include <gtest/gtest.h>

namespace belfry::wire {
namespace {

const Instant kNow = from_millis(1'769'342'400'123);

Job upload(JobStatus status = JobStatus::running) {
  Job job;
  job.id = JobId("job_20260125_k3v9");
  job.kind = "upload";
  job.title = "Import of parts";
  job.status = status;
  job.stage = "store";
  job.message = "Row 301";
  job.progress = 43.75;
  return job;
}

std::string message_of(const Job& job) { return upload_progress(job, kNow).message; }

TEST(UploadProgress, ShowsAJob) {
  Job job = upload();
  job.file_name = "parts.csv";
  job.current_row = 301;
  job.total_rows = 1204;
  job.seconds_remaining = 7.5;
  EXPECT_EQ(json::write(upload_progress(job, kNow)),
            R"({"uploadId":"job_20260125_k3v9","fileName":"parts.csv","progress":43.75,"currentRow":301,)"
            R"("totalRows":1204,"message":"Row 301","estimatedSecondsRemaining":7.5,)"
            R"("timestamp":"2026-01-25T12:00:00.123Z"})");
}

TEST(UploadProgress, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(json::write(upload_progress(upload(), kNow)),
            R"({"uploadId":"job_20260125_k3v9","fileName":"Import of parts","progress":43.75,"message":"Row 301",)"
            R"("timestamp":"2026-01-25T12:00:00.123Z"})");
}

TEST(UploadProgress, SaysTheStageWhereTheServiceSaysNothing) {
  Job job = upload();
  job.message.clear();
  EXPECT_EQ(message_of(job), "store");
  job.stage.clear();
  EXPECT_EQ(message_of(job), "");
}

TEST(UploadProgress, SaysHowItEnded) {
  EXPECT_EQ(message_of(upload(JobStatus::completed)), "Completed");
  EXPECT_EQ(message_of(upload(JobStatus::cancelled)), "Cancelled");
  Job failed = upload(JobStatus::failed);
  EXPECT_EQ(message_of(failed), "Failed");
  failed.error = JobError{.code = "ENOSPC", .message = "No space", .details = std::nullopt};
  EXPECT_EQ(message_of(failed), "No space");
}

}  // namespace
}  // namespace belfry::wire

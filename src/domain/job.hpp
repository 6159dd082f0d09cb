#pragma once

#include "base/strong_string.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry {

/// `job_{YYYYMMDD}_{random}` (product 4.1).
using JobId = StrongString<struct JobIdTag>;

/// The numbers are kept in databases.
enum class JobStatus : std::uint8_t { queued = 1, running = 2, completed = 3, failed = 4, cancelled = 5 };
inline constexpr std::array kJobStatuses = {JobStatus::queued, JobStatus::running, JobStatus::completed,
                                            JobStatus::failed, JobStatus::cancelled};

constexpr std::string_view name_of(JobStatus status) {
  switch (status) {
    case JobStatus::queued: return "queued";
    case JobStatus::running: return "running";
    case JobStatus::completed: return "completed";
    case JobStatus::failed: return "failed";
    case JobStatus::cancelled: return "cancelled";
  }
  std::unreachable();
}

/// Its place in kJobStatuses.
constexpr std::size_t index_of(JobStatus status) { return static_cast<std::size_t>(status) - 1; }

constexpr bool is_terminal(JobStatus status) {
  return status == JobStatus::completed || status == JobStatus::failed || status == JobStatus::cancelled;
}

/// A part of the work. Its weight says how much of the whole it is, beside the weights of the others.
struct JobStage {
  std::string name;
  double weight = 1.0;  ///< over 0

  friend bool operator==(const JobStage&, const JobStage&) = default;
};

struct JobError {
  std::string code;
  std::string message;
  std::optional<std::string> details;  ///< a JSON value, as compact text

  friend bool operator==(const JobError&, const JobError&) = default;
};

/// Of jobs that dashboards show as `upload_progress` and whose end is `upload_complete` or `upload_failed`.
inline constexpr std::string_view kUploadKind = "upload";

/// A job that a service wants to begin.
struct NewJob {
  UserId user = {};
  std::string kind = {};
  std::string title = {};
  std::vector<JobStage> stages = {};
  std::optional<std::string> file_name = std::nullopt;
  std::optional<std::uint64_t> total_rows = std::nullopt;
  std::string correlation_id = {};
};

/// A long operation of a service on behalf of a user (product 4.1).
struct Job {
  JobId id;
  UserId user;
  std::string kind;
  std::string title;
  std::vector<JobStage> stages;  ///< empty: the work has no parts, and a report need not name one
  std::optional<std::string> file_name;
  std::string correlation_id;
  Instant created_at;

  JobStatus status = JobStatus::queued;
  std::string stage;            ///< the one at work; empty before the first report
  double progress = 0.0;        ///< of the whole job, 0 .. 100; never falls
  double stage_progress = 0.0;  ///< of `stage`, 0 .. 100
  std::string message;
  std::optional<std::uint64_t> current_row;
  std::optional<std::uint64_t> total_rows;
  std::optional<double> seconds_remaining;  ///< nothing while unknown
  std::optional<std::string> results;       ///< a JSON object, as compact text
  std::optional<JobError> error;
  Instant updated_at;
  std::optional<Instant> ended_at;

  friend bool operator==(const Job&, const Job&) = default;
};

}  // namespace belfry

#pragma once

#include "cli/outcome.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What services say of jobs (docs/protocol.md, "Jobs"), as flags ask for it. An error is wrong usage.
namespace belfry::cli {

struct StartRequest {
  std::string user;
  std::string kind;
  std::string title;
  std::vector<std::string> stages;  ///< each `NAME` or `NAME:WEIGHT`
  std::optional<std::string> file_name;
  std::optional<std::uint64_t> total_rows;
  std::optional<std::string> correlation_id;
};

struct ProgressRequest {
  std::optional<std::string> stage;
  std::optional<double> stage_progress;  ///< 0 .. 100, likewise `progress`
  std::optional<double> progress;
  std::optional<std::string> message;
  std::optional<std::uint64_t> row;
  std::optional<std::uint64_t> rows;
  std::optional<double> seconds_left;
};

struct FailRequest {
  std::string code;
  std::string message;
  std::optional<std::string> details;  ///< a JSON object
};

Outcome<std::string> start_body(const StartRequest& request);
Outcome<std::string> progress_body(const ProgressRequest& request);
/// Of the end of a stage, or of the job.
Outcome<std::string> results_body(const std::optional<std::string>& results);
Outcome<std::string> fail_body(const FailRequest& request);

}  // namespace belfry::cli

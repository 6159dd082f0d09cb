#include "domain/job_rules.hpp"

#include "domain/publish_rules.hpp"
#include "domain/text_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace belfry {
namespace {

void check_plain(std::string_view text, const char* pointer, std::vector<FieldError>& faults) {
  if (!is_plain_text(text)) {
    faults.push_back({.pointer = pointer, .code = "control_character", .detail = "must be free of control characters"});
  }
}

/// As in a header: X-Correlation-Id.
bool is_visible(char c) { return c > ' ' && c < 0x7F; }

void check_stages(const std::vector<JobStage>& stages, std::vector<FieldError>& faults) {
  std::unordered_set<std::string_view> met;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const JobStage& stage = stages[i];
    const auto fault = [&](const char* member, const char* code, const char* detail) {
      faults.push_back({.pointer = fmt::format("/stages/{}/{}", i, member), .code = code, .detail = detail});
    };
    if (!is_plain_text(stage.name)) {
      fault("name", "control_character", "must be free of control characters");
    } else if (stage.name == "." || stage.name == "..") {
      fault("name", "pattern", "cannot stand in a path");
    } else if (!met.insert(stage.name).second) {
      fault("name", "repeated", "is the name of another stage");
    }
    if (!(stage.weight > 0.0) || stage.weight > limits::kMostWeight) {
      fault("weight", "range", "must be over 0 and at most 1000000");
    }
  }
}

}  // namespace

bool is_job_kind(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

void check_new_job(const NewJob& job, std::vector<FieldError>& faults) {
  check_user_id(job.user.str(), "/userId", faults);
  check_plain(job.title, "/title", faults);
  check_plain(job.file_name.value_or(""), "/fileName", faults);
  if (!std::ranges::all_of(job.correlation_id, is_visible)) {
    faults.push_back({.pointer = "/correlationId", .code = "pattern", .detail = "must be visible ASCII"});
  }
  check_stages(job.stages, faults);
}

}  // namespace belfry

#include "cli/job_view.hpp"

#include "cli/job_figures.hpp"
#include "cli/members.hpp"
#include "cli/message_line.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>

#include <string_view>

namespace belfry::cli {
namespace {

using boost::json::object;

std::string or_dash(std::string text) { return text.empty() ? std::string("-") : text; }

std::string status_of(const object& job) {
  const std::string status = or_dash(shown_member(job, "status"));
  return true_member(job, "stalled") ? status + ", stalled" : status;
}

std::string time_left_of(const object& job) { return time_left_text(number_member(job, "estimatedSecondsRemaining")); }

std::string stage_of(const object& job) {
  const std::string stage = shown_member(job, "stage");
  return stage.empty() ? stage : fmt::format("{}, {}", stage, percent_text(number_member(job, "stageProgress")));
}

std::string rows_of(const object& job) {
  const bool bounded = job.contains("totalRows");
  if (!job.contains("currentRow")) {
    return bounded ? fmt::format("{} in all", integer_member(job, "totalRows")) : std::string();
  }
  const std::string row = fmt::format("{}", integer_member(job, "currentRow"));
  return bounded ? fmt::format("{} of {}", row, integer_member(job, "totalRows")) : row;
}

std::string stages_of(const object& job) {
  std::string text;
  const auto* stages = job.if_contains("stages");
  if (stages == nullptr || !stages->is_array()) {
    return text;
  }
  for (const auto& entry : stages->get_array()) {
    if (const auto* stage = entry.if_object()) {
      text += (text.empty() ? "" : ", ") + shown_member(*stage, "name");
      if (const auto weight = number_member(*stage, "weight")) {
        text += fmt::format(":{}", *weight);
      }
    }
  }
  return text;
}

std::string error_of(const object& job) {
  const auto* error = object_member(job, "error");
  return error != nullptr ? error_text(*error) : std::string();
}

std::string time_of(const object& job, std::string_view member) {
  const auto at = time_member(job, member);
  return at ? date_and_time(*at) : std::string();
}

}  // namespace

Table job_table() { return Table({"ID", "KIND", "STATUS", "PROGRESS", "TIME LEFT", "TITLE"}); }

void add_job(Table& table, const object& job) {
  table.add({or_dash(shown_member(job, "jobId")), or_dash(shown_member(job, "kind")), status_of(job),
             percent_text(number_member(job, "progress")), or_dash(time_left_of(job)),
             or_dash(shown_member(job, "title"))});
}

std::string job_standing(const object& job) {
  return spaced({coloured(shown_member(job, "jobId"), Colour::bold, stdout), status_of(job),
                 percent_text(number_member(job, "progress")), time_left_of(job)});
}

std::vector<std::string> job_record(const object& job) {
  std::vector<std::string> lines{job_standing(job)};
  const auto add = [&lines](std::string_view name, const std::string& text) {
    if (!text.empty()) {
      lines.push_back(fmt::format("  {:<12}{}", name, text));
    }
  };
  add("title", shown_member(job, "title"));
  add("kind", shown_member(job, "kind"));
  add("user", shown_member(job, "userId"));
  add("stage", stage_of(job));
  add("message", shown_member(job, "message"));
  add("rows", rows_of(job));
  add("file", shown_member(job, "fileName"));
  add("stages", stages_of(job));
  add("results", shown_json(job, "results"));
  add("error", error_of(job));
  add("correlation", shown_member(job, "correlationId"));
  add("created", time_of(job, "createdAt"));
  add("updated", time_of(job, "updatedAt"));
  add("ended", time_of(job, "endedAt"));
  return lines;
}

}  // namespace belfry::cli

#include "cli/job_line.hpp"

#include "cli/job_figures.hpp"
#include "cli/members.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace belfry::cli {
namespace {

using boost::json::object;

/// What the service said, else how far it is in rows.
std::string position_text(const object& message) {
  if (const auto said = shown_member(message, "message"); !said.empty()) {
    return said;
  }
  if (!message.contains("current_row")) {
    return {};
  }
  const std::string row = fmt::format("row {}", integer_member(message, "current_row"));
  return message.contains("total_rows") ? fmt::format("{} of {}", row, integer_member(message, "total_rows")) : row;
}

std::string failure_text(const object& message) {
  const auto* error = object_member(message, "error");
  return error == nullptr ? std::string() : error_text(*error);
}

std::string with_stage(std::string_view words, const object& message) {
  const std::string stage = shown_member(message, "stage");
  return stage.empty() ? std::string(words) : fmt::format("{} in {}", words, stage);
}

std::string progress_text(const object& message) {
  return spaced({percent_text(number_member(message, "progress")), shown_member(message, "stage"),
                 time_left_text(number_member(message, "estimated_seconds_remaining")), position_text(message)});
}

std::string stage_complete_text(const object& message) {
  return spaced({fmt::format("{} is through", shown_member(message, "stage")), shown_json(message, "results")});
}

std::string complete_text(const object& message) { return spaced({"completed", shown_json(message, "results")}); }

std::string failed_text(const object& message) {
  return spaced({with_stage("failed", message), failure_text(message)});
}

std::string cancelled_text(const object& message) {
  return fmt::format("{} at {}", with_stage("cancelled", message), percent_text(number_member(message, "progress")));
}

std::string status_text(const object& message) {
  return spaced({shown_member(message, "status"), true_member(message, "stalled") ? "stalled" : "",
                 progress_text(message), failure_text(message), shown_json(message, "results")});
}

struct News {
  std::string_view type;
  std::string (*text)(const object& message);
};

constexpr std::array kNews = {News{"progress_update", &progress_text}, News{"stage_complete", &stage_complete_text},
                              News{"job_complete", &complete_text},    News{"job_failed", &failed_text},
                              News{"job_cancelled", &cancelled_text},  News{"job_status", &status_text}};

const News* find_news(std::string_view type) {
  const auto* found = std::ranges::find(kNews, type, &News::type);
  return found == kNews.end() ? nullptr : found;
}

std::string name_of_job(const object& message) {
  const std::string id = shown_member(message, "job_id");
  return id == "*" ? std::string("every job") : "job " + coloured(id, Colour::bold, stdout);
}

std::string refused_text(const object& message) {
  const std::string text = "error " + failure_text(message);
  return message.contains("job_id") ? fmt::format("{} ({})", text, name_of_job(message)) : text;
}

}  // namespace

bool is_job_news(std::string_view type) { return find_news(type) != nullptr; }

std::string job_news_text(const object& message, std::string_view news) {
  const News* known = find_news(news);
  return name_of_job(message) + "  " + (known != nullptr ? known->text(message) : printable(news));
}

std::string jobs_text(const object& message) {
  const std::string_view type = string_member(message, "type");
  if (is_job_news(type)) {
    return job_news_text(message, type);
  }
  if (type == "connected") {
    return "connected as " + shown_member(message, "connection_id");
  }
  if (type == "subscribed") {
    return "following " + name_of_job(message);
  }
  if (type == "unsubscribed") {
    return "no longer following " + name_of_job(message);
  }
  return type == "error" ? refused_text(message) : printable(type);
}

}  // namespace belfry::cli

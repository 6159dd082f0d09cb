#include "cli/job_figures.hpp"

#include "cli/members.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace belfry::cli {
namespace {

constexpr double kMostSeconds = 1e12;  // beyond it, a number is no time

}  // namespace

std::string percent_text(std::optional<double> percent) {
  return percent ? fmt::format("{:.1f} %", *percent) : std::string("-");
}

std::string time_left_text(std::optional<double> seconds) {
  if (!seconds || *seconds < 0 || *seconds > kMostSeconds) {
    return {};
  }
  const auto whole = static_cast<std::int64_t>(std::ceil(*seconds));
  if (whole < 100) {
    return fmt::format("~{} s left", whole);
  }
  const std::int64_t minutes = (whole + 30) / 60;
  return minutes < 100 ? fmt::format("~{} min left", minutes)
                       : fmt::format("~{} h {} min left", minutes / 60, minutes % 60);
}

std::string error_text(const boost::json::object& error) {
  std::string text = shown_member(error, "code") + ": " + shown_member(error, "message");
  if (const auto details = shown_json(error, "details"); !details.empty()) {
    text += ' ' + details;
  }
  return text;
}

std::string spaced(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) {
      text += (text.empty() ? "" : "  ") + part;
    }
  }
  return text;
}

}  // namespace belfry::cli

#include "cli/http_call.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>

#include <iterator>

namespace belfry::cli {
namespace {

std::string text_of(const boost::json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? printable(std::string_view(value->get_string())) : std::string();
}

std::string fields_of(const boost::json::object& problem) {
  std::string text;
  const auto* errors = problem.if_contains("errors");
  if (errors == nullptr || !errors->is_array()) {
    return text;
  }
  for (const auto& error : errors->get_array()) {
    if (error.is_object()) {
      fmt::format_to(std::back_inserter(text), "; {}: {}", text_of(error.get_object(), "pointer"),
                     text_of(error.get_object(), "detail"));
    }
  }
  return text;
}

std::string_view hint_for(long status) {
  switch (status) {
    case 401: return " (is this the server's configuration? see --config, --data-dir and --key)";
    case 404: return " (is this a Belfry server? see --url)";
    default: return "";
  }
}

/// What is said in place of the server's answer, where that alone leaves people wondering; empty: the answer will do.
std::string_view plain_words_for(std::string_view code) {
  if (code == "JOB_CANCELLED") {
    return "the job was cancelled by its user: its work should stop";
  }
  if (code == "JOB_TERMINAL") {
    return "the job has ended: nothing more can be reported of it, nor can it be cancelled";
  }
  return code == "JOB_NOT_FOUND" ? "there is no such job, or it is another user's" : "";
}

}  // namespace

std::string describe_refusal(const HttpAnswer& answer) {
  const auto parsed = json::parse(answer.body);
  if (!parsed || !parsed->is_object()) {
    return fmt::format("the server answered {}{}", answer.status, hint_for(answer.status));
  }
  const boost::json::object& problem = parsed->get_object();
  const std::string code = text_of(problem, "code");
  if (const auto words = plain_words_for(code); !words.empty()) {
    return fmt::format("{} ({} {})", words, answer.status, code);
  }
  std::string detail = text_of(problem, "detail");
  if (detail.empty()) {
    detail = text_of(problem, "title");
  }
  return fmt::format("the server answered {} {}: {}{}{}", answer.status, code, detail, fields_of(problem),
                     hint_for(answer.status));
}

}  // namespace belfry::cli

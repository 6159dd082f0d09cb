#include "cli/job_request.hpp"

#include "json/parse.hpp"
#include "json/writer.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>
#include <utility>

namespace belfry::cli {
namespace {

struct Stage {
  std::string_view name;
  std::optional<double> weight = {};
};

std::optional<double> parse_weight(std::string_view text) {
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(weight) && weight > 0 ? std::optional(weight) : std::nullopt;
}

/// The weight stands behind the last colon, so that a name may have others.
Outcome<Stage> parse_stage(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  Stage stage{.name = text.substr(0, colon)};
  if (colon != std::string_view::npos) {
    stage.weight = parse_weight(text.substr(colon + 1));
  }
  if (stage.name.empty() || (colon != std::string_view::npos && !stage.weight)) {
    return refuse(fmt::format("--stage must be a name, or a name and a weight over 0 like store:3, not '{}'", text));
  }
  return stage;
}

Outcome<void> put_stages(json::Writer& writer, const std::vector<std::string>& stages) {
  writer.key("stages");
  writer.begin_array();
  for (const std::string& text : stages) {
    const auto stage = parse_stage(text);
    if (!stage) {
      return refuse(stage.error());
    }
    writer.begin_object();
    writer.member("name", stage->name);
    writer.member("weight", stage->weight);
    writer.end_object();
  }
  writer.end_array();
  return {};
}

Outcome<void> put_object(json::Writer& writer, std::string_view member, const std::optional<std::string>& text) {
  if (!text) {
    return {};
  }
  const auto parsed = json::parse(*text);
  if (!parsed || !parsed->is_object()) {
    return refuse(fmt::format("--{} must be a JSON object like '{{\"rows\": 120}}'", member));
  }
  writer.key(member);
  writer.value(*parsed);
  return {};
}

}  // namespace

Outcome<std::string> start_body(const StartRequest& request) {
  json::Writer writer;
  writer.begin_object();
  writer.member("userId", request.user);
  writer.member("kind", request.kind);
  writer.member("title", request.title);
  if (!request.stages.empty()) {
    if (auto put = put_stages(writer, request.stages); !put) {
      return refuse(std::move(put.error()));
    }
  }
  writer.member("fileName", request.file_name);
  writer.member("totalRows", request.total_rows);
  writer.member("correlationId", request.correlation_id);
  writer.end_object();
  return writer.take();
}

Outcome<std::string> progress_body(const ProgressRequest& request) {
  json::Writer writer;
  writer.begin_object();
  writer.member("stage", request.stage);
  writer.member("stageProgress", request.stage_progress);
  writer.member("progress", request.progress);
  writer.member("message", request.message);
  writer.member("currentRow", request.row);
  writer.member("totalRows", request.rows);
  writer.member("estimatedSecondsRemaining", request.seconds_left);
  writer.end_object();
  std::string body = writer.take();
  if (body == "{}") {
    return refuse("say what there is to report: --stage, --stage-progress, --progress, --message or --row");
  }
  return body;
}

Outcome<std::string> results_body(const std::optional<std::string>& results) {
  json::Writer writer;
  writer.begin_object();
  if (auto put = put_object(writer, "results", results); !put) {
    return refuse(std::move(put.error()));
  }
  writer.end_object();
  return writer.take();
}

Outcome<std::string> fail_body(const FailRequest& request) {
  json::Writer writer;
  writer.begin_object();
  writer.key("error");
  writer.begin_object();
  writer.member("code", request.code);
  writer.member("message", request.message);
  if (auto put = put_object(writer, "details", request.details); !put) {
    return refuse(std::move(put.error()));
  }
  writer.end_object();
  writer.end_object();
  return writer.take();
}

}  // namespace belfry::cli

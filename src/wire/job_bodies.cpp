#include "wire/job_bodies.hpp"

#include "domain/job_rules.hpp"
#include "domain/publish_rules.hpp"
#include "domain/text_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"
#include "wire/faults.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace belfry::wire {
namespace {

using json::Rule;
using json::UnknownMembers;

constexpr double kMostSeconds = 1e9;

struct StageBody {
  std::string name;
  std::optional<double> weight;
};
BOOST_DESCRIBE_STRUCT(StageBody, (), (name, weight))
constexpr auto json_rules(const StageBody*) {
  return std::array{Rule{.member = "name", .characters = {{1, limits::kStageNameCharacters}}},
                    Rule{.member = "weight", .numbers = {{0.0, limits::kMostWeight}}}};
}

struct NewJobBody {
  std::string user_id;
  std::string kind;
  std::string title;
  std::optional<std::vector<StageBody>> stages;
  std::optional<std::string> file_name;
  std::optional<std::uint64_t> total_rows;
  std::optional<std::string> correlation_id;
};
BOOST_DESCRIBE_STRUCT(NewJobBody, (), (user_id, kind, title, stages, file_name, total_rows, correlation_id))
constexpr auto json_rules(const NewJobBody*) {
  return std::array{Rule{.member = "user_id", .bytes = {{1, limits::kUserIdBytes}}},
                    Rule{.member = "kind",
                         .characters = {{1, limits::kJobKindCharacters}},
                         .matches = is_job_kind,
                         .pattern = "^[a-z0-9_-]*$"},
                    Rule{.member = "title", .characters = {{1, limits::kTitleCharacters}}},
                    Rule{.member = "stages", .items = {{0, limits::kJobStages}}},
                    Rule{.member = "file_name", .characters = {{1, limits::kFileNameCharacters}}},
                    Rule{.member = "correlation_id", .bytes = {{1, limits::kCorrelationIdBytes}}}};
}

struct ReportBody {
  std::optional<std::string> stage;
  std::optional<double> stage_progress;
  std::optional<double> progress;
  std::optional<std::string> message;
  std::optional<std::uint64_t> current_row;
  std::optional<std::uint64_t> total_rows;
  std::optional<double> estimated_seconds_remaining;
};
BOOST_DESCRIBE_STRUCT(ReportBody, (),
                      (stage, stage_progress, progress, message, current_row, total_rows, estimated_seconds_remaining))
constexpr auto json_rules(const ReportBody*) {
  return std::array{Rule{.member = "stage", .characters = {{1, limits::kStageNameCharacters}}},
                    Rule{.member = "stage_progress", .numbers = {{0.0, 100.0}}},
                    Rule{.member = "progress", .numbers = {{0.0, 100.0}}},
                    Rule{.member = "message", .characters = {{0, limits::kJobMessageCharacters}}},
                    Rule{.member = "estimated_seconds_remaining", .numbers = {{0.0, kMostSeconds}}}};
}

struct ResultsBody {
  std::optional<json::RawObject> results;
};
BOOST_DESCRIBE_STRUCT(ResultsBody, (), (results))

struct ErrorBody {
  std::string code;
  std::string message;
  std::optional<json::RawValue> details;
};
BOOST_DESCRIBE_STRUCT(ErrorBody, (), (code, message, details))
constexpr auto json_rules(const ErrorBody*) {
  return std::array{Rule{.member = "code", .characters = {{1, limits::kJobErrorCodeCharacters}}},
                    Rule{.member = "message", .characters = {{1, limits::kJobMessageCharacters}}}};
}

struct FailureBody {
  ErrorBody error;
};
BOOST_DESCRIBE_STRUCT(FailureBody, (), (error))

/// Faults of shape and those that `check` finds in what could be read.
template <class Body, class Check>
Result<Body> read_checked(std::string_view text, Check check) {
  const auto value = json::parse(text);
  if (!value) {
    return fail(value.error());
  }
  json::ReadContext context(UnknownMembers::refuse);
  Body body;
  json::Codec<Body>::read(*value, body, context);
  std::vector<FieldError> faults = std::move(context.faults());
  std::vector<FieldError> more;
  check(body, more);
  add_unless_told(faults, std::move(more));
  if (!faults.empty()) {
    return fail(Error::validation(std::move(faults)));
  }
  return body;
}

NewJob job_of(NewJobBody body) {
  NewJob job;
  job.user = UserId(std::move(body.user_id));
  job.kind = std::move(body.kind);
  job.title = std::move(body.title);
  for (StageBody& stage : body.stages.value_or(std::vector<StageBody>{})) {
    job.stages.push_back({.name = std::move(stage.name), .weight = stage.weight.value_or(1.0)});
  }
  job.file_name = std::move(body.file_name);
  job.total_rows = body.total_rows;
  job.correlation_id = body.correlation_id.value_or("");
  return job;
}

/// What every follower of the job is sent in one message.
void check_size(std::size_t bytes, const char* pointer, std::vector<FieldError>& faults) {
  if (bytes > limits::kJobResultBytes) {
    faults.push_back({.pointer = pointer, .code = "too_long", .detail = "must not be over 65536 bytes of JSON"});
  }
}

void check_plain(const std::string& text, const char* pointer, std::vector<FieldError>& faults) {
  if (!is_plain_text(text)) {
    faults.push_back({.pointer = pointer, .code = "control_character", .detail = "must be free of control characters"});
  }
}

}  // namespace

Result<NewJob> read_new_job(std::string_view text) {
  auto body = read_checked<NewJobBody>(
      text, [](const NewJobBody& read, std::vector<FieldError>& faults) { check_new_job(job_of(read), faults); });
  if (!body) {
    return fail(std::move(body.error()));
  }
  return job_of(std::move(*body));
}

boost::json::object new_job_schema() { return json::schema<NewJobBody>(UnknownMembers::refuse); }

Result<JobReport> read_job_report(std::string_view text) {
  auto body = read_checked<ReportBody>(text, [](const ReportBody& read, std::vector<FieldError>& faults) {
    check_plain(read.message.value_or(""), "/message", faults);
  });
  if (!body) {
    return fail(std::move(body.error()));
  }
  return JobReport{.stage = std::move(body->stage).value_or(""),
                   .stage_progress = body->stage_progress,
                   .progress = body->progress,
                   .message = std::move(body->message),
                   .current_row = body->current_row,
                   .total_rows = body->total_rows,
                   .seconds_remaining = body->estimated_seconds_remaining};
}

boost::json::object job_report_schema() { return json::schema<ReportBody>(UnknownMembers::refuse); }

Result<std::optional<std::string>> read_job_results(std::string_view text) {
  if (text.empty()) {
    return std::nullopt;
  }
  auto body = read_checked<ResultsBody>(text, [](const ResultsBody& read, std::vector<FieldError>& faults) {
    check_size(read.results ? read.results->text.size() : 0, "/results", faults);
  });
  if (!body) {
    return fail(std::move(body.error()));
  }
  return body->results ? std::optional(std::move(body->results->text)) : std::nullopt;
}

boost::json::object job_results_schema() { return json::schema<ResultsBody>(UnknownMembers::refuse); }

Result<JobError> read_job_failure(std::string_view text) {
  auto body = read_checked<FailureBody>(text, [](const FailureBody& read, std::vector<FieldError>& faults) {
    check_plain(read.error.code, "/error/code", faults);
    check_plain(read.error.message, "/error/message", faults);
    check_size(read.error.details ? read.error.details->text.size() : 0, "/error/details", faults);
  });
  if (!body) {
    return fail(std::move(body.error()));
  }
  ErrorBody& error = body->error;
  return JobError{.code = std::move(error.code),
                  .message = std::move(error.message),
                  .details = error.details ? std::optional(std::move(error.details->text)) : std::nullopt};
}

boost::json::object job_failure_schema() { return json::schema<FailureBody>(UnknownMembers::refuse); }

}  // namespace belfry::wire

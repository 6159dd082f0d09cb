#include "dialects/jobs_dialect.hpp"
#include "dialects/jobs_payloads.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"

#include <array>
#include <string>
#include <utility>

namespace belfry {
namespace {

using jobs_dialect::Envelope;
using messages::ClientCommand;

/// On a socket every fault of shape is an invalid message; what was wrong stays in the details.
Failure invalid(std::vector<FieldError> faults) {
  Error error(ErrorCode::invalid_message);
  error.fields = std::move(faults);
  return fail(std::move(error));
}

ClientCommand subscribe(std::string job) { return messages::WatchJob{std::move(job)}; }
ClientCommand unsubscribe(std::string job) { return messages::UnwatchJob{std::move(job)}; }
ClientCommand cancel_job(std::string job) { return messages::CancelJob{JobId(std::move(job))}; }
ClientCommand request_status(std::string job) { return messages::AskJobStatus{JobId(std::move(job))}; }

struct AboutJob {
  std::string_view type;
  ClientCommand (*command)(std::string job);
};
constexpr std::array kAboutJobs = {AboutJob{"subscribe", &subscribe}, AboutJob{"unsubscribe", &unsubscribe},
                                   AboutJob{"cancel_job", &cancel_job}, AboutJob{"request_status", &request_status}};

Result<ClientCommand> command_of(Envelope envelope) {
  if (envelope.type == "ping") {
    return messages::Ping{};
  }
  for (const AboutJob& known : kAboutJobs) {
    if (envelope.type != known.type) {
      continue;
    }
    if (!envelope.job_id) {
      return invalid({{.pointer = "/job_id", .code = "required", .detail = "is missing"}});
    }
    return known.command(*std::move(envelope.job_id));
  }
  return fail(ErrorCode::unknown_type);
}

}  // namespace

messages::ClientMessage JobsDialect::decode(std::string_view text) const {
  const auto value = json::parse(text);
  if (!value) {
    return {.request_id = {}, .command = fail(value.error())};
  }
  auto envelope = json::read<Envelope>(*value, json::UnknownMembers::ignore);
  if (!envelope) {
    return {.request_id = {}, .command = invalid(std::move(envelope.error().fields))};
  }
  std::string job = envelope->job_id.value_or("");
  return {.request_id = std::move(job), .command = command_of(std::move(*envelope))};
}

}  // namespace belfry

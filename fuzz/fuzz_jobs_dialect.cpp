#include "dialects/jobs_dialect.hpp"
#include "dialects/notifications_dialect.hpp"
#include "json/parse.hpp"
#include "wire/job_bodies.hpp"
#include "wire/job_cursor.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

// Any bytes are a command or an error; what is answered is JSON; what a service was allowed to say of a job is a
// message of ours.

namespace belfry {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

const JobsDialect dialect;
const NotificationsDialect notifications;
constexpr Instant kNow{std::chrono::milliseconds(1'769'342'400'000)};

void decode_and_answer(std::string_view text) {
  const messages::ClientMessage message = dialect.decode(text);
  if (message.command) {
    return;
  }
  const Error& error = message.command.error();
  require(error.code == ErrorCode::invalid_message || error.code == ErrorCode::unknown_type);
  require(json::parse(dialect.encode(messages::ErrorMessage{error, message.request_id}, kNow)).has_value());
}

void tell(messages::JobNews news, Job job) {
  const messages::JobMessage message{.news = news, .job = std::make_shared<const Job>(std::move(job))};
  require(json::parse(dialect.encode(message, kNow)).has_value());
  require(json::parse(notifications.encode(message, kNow)).has_value());
}

void create(std::string_view text) {
  auto wanted = wire::read_new_job(text);
  if (!wanted) {
    return;
  }
  Job job;
  job.kind = std::move(wanted->kind);
  job.title = std::move(wanted->title);
  job.stages = std::move(wanted->stages);
  job.correlation_id = std::move(wanted->correlation_id);
  job.total_rows = wanted->total_rows;
  tell(messages::JobNews::status, std::move(job));
}

void report_and_end(std::string_view text) {
  Job job;
  if (const auto said = wire::read_job_report(text); said && report(job, *said, kNow)) {
    require(job.progress >= 0.0 && job.progress <= 100.0);
    tell(messages::JobNews::progress, job);
  }
  if (auto results = wire::read_job_results(text); results && complete(job, std::move(*results), kNow)) {
    tell(messages::JobNews::completed, job);
  }
  Job other;
  if (auto error = wire::read_job_failure(text); error && fail_job(other, std::move(*error), kNow)) {
    tell(messages::JobNews::failed, other);
  }
}

void page_on(std::string_view text) {
  const auto position = wire::parse_job_cursor(text);
  if (position) {
    require(wire::parse_job_cursor(wire::job_cursor(position->first, position->second)) == position);
  }
}

}  // namespace
}  // namespace belfry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  belfry::decode_and_answer(text);
  belfry::create(text);
  belfry::report_and_end(text);
  belfry::page_on(text);
  return 0;
}

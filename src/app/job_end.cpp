#include "app/job_end.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace belfry::app {
namespace {

std::string_view type_of(const Job& job) {
  const bool completed = job.status == JobStatus::completed;
  if (job.kind == kUploadKind) {
    return completed ? "upload_complete" : "upload_failed";
  }
  return completed ? "processing_complete" : "processing_failed";
}

}  // namespace

std::optional<PublishCommand> end_notification(const Job& job, Instant now) {
  if (job.status != JobStatus::completed && job.status != JobStatus::failed) {
    return std::nullopt;
  }
  auto notification = std::make_shared<Notification>();
  notification->created_at = now;
  notification->id = Uuid::v7(now);
  notification->type = type_of(job);
  notification->title = job.title;
  notification->body = job.error ? job.error->message : "Completed";
  // Neither an id nor a kind holds anything that JSON would escape.
  notification->data = fmt::format(R"({{"jobId":"{}","kind":"{}"}})", job.id.view(), job.kind);
  PublishCommand command;
  command.notification = std::move(notification);
  command.users = {job.user};
  command.origin = Origin{.connection = 0, .request_id = {}, .correlation_id = job.correlation_id};
  return command;
}

}  // namespace belfry::app

#pragma once

#include "domain/job.hpp"
#include "ports/notification_store.hpp"

#include <optional>

namespace belfry::app {

/// The notification of a job's end, for users who were away (product 4.5): `upload_complete` or `upload_failed` for the
/// kind `upload`, else `processing_complete` or `processing_failed`. Nothing for a job that runs or was cancelled.
std::optional<PublishCommand> end_notification(const Job& job, Instant now);

}  // namespace belfry::app

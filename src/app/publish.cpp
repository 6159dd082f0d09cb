#include "app/publish.hpp"

#include <utility>

namespace belfry::app {
std::optional<Instant> Publish::kept_until(const Notification& notification) const {
  const auto retention = settings_.retention_by_type.find(notification.type);
  if (retention == settings_.retention_by_type.end()) {
    return std::nullopt;
  }
  return notification.created_at + retention->second;
}

Task<Result<Published>> Publish::commit(PublishRequest request, NotificationPtr notification) {
  PublishCommand command{.notification = notification,
                         .users = {},
                         .idempotency = std::move(request.idempotency),
                         .origin = std::move(request.origin),
                         .kept_until = kept_until(*notification),
                         .dedupe_key = std::move(request.dedupe_key),
                         .collapse_key = std::move(request.collapse_key)};
  if (std::holds_alternative<ToEverybody>(request.audience)) {
    return parts_.announcements.announce(std::move(command));
  }
  if (std::holds_alternative<ToChannel>(request.audience)) {
    return parts_.channel_sends.send_to_channel(std::move(command));
  }
  command.users = std::move(std::get<std::vector<UserId>>(request.audience));
  return parts_.notifications.append(std::move(command));
}

Task<Result<Published>> Publish::publish(PublishRequest request) {
  const std::optional<InFlightKeys::Hold> hold =
      request.idempotency ? in_flight_.acquire(request.idempotency->key) : std::nullopt;
  if (request.idempotency && !hold) {
    Error running(ErrorCode::idempotency_in_progress);
    running.retry_after_ms = 1000;
    co_return fail(std::move(running));
  }
  request.draft.created_at = parts_.clock.now();
  request.draft.id = Uuid::v7(request.draft.created_at);
  const auto notification = std::make_shared<const Notification>(std::move(request.draft));
  if (!fits(notification, parts_.dialects, settings_.max_message_bytes)) {
    co_return fail(ErrorCode::payload_too_large);
  }
  const bool to_channel = std::holds_alternative<ToChannel>(request.audience);
  Result<Published> published = co_await commit(std::move(request), notification);
  if (published && !published->replayed) {
    parts_.counters.add(notification->type);
    if (to_channel) {
      parts_.on_channel_send();
    }
    parts_.on_published();
  }
  co_return published;
}

}  // namespace belfry::app

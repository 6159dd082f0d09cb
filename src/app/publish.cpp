#include "app/publish.hpp"

#include <utility>

namespace belfry::app {
namespace {

/// What an envelope, the names of its members and its numbers can add at most.
constexpr std::uint64_t kEnvelopeBytes = 1024;

std::uint64_t text_bytes(const Notification& n) {
  const auto size = [](const std::optional<std::string>& text) {
    return text ? text->size() : 0;
  };
  return n.type.size() + n.title.size() + size(n.body) + size(n.icon) + size(n.action_url) + size(n.channel) +
         size(n.data);
}

}  // namespace

bool Publish::fits(const NotificationPtr& notification) const {
  // Escaping makes six bytes of one at worst; most notifications are far below that and need no trial encoding.
  const bool unlimited = settings_.max_message_bytes == 0;
  if (unlimited || text_bytes(*notification) * 6 + kEnvelopeBytes <= settings_.max_message_bytes) {
    return true;
  }
  constexpr Rev kLongestRev = (Rev{1} << 53) - 1;
  const InboxState state{
      .rev = kLongestRev, .unread = kLongestRev, .unseen = 0, .epoch = 0, .announcement = kLongestRev};
  const messages::NotificationMessage message{
      .notification = notification, .rev = kLongestRev, .state = state, .freshness = messages::Freshness::replayed};
  for (const Dialect* dialect : dialects_) {
    if (dialect->encode(message, notification->created_at).size() > settings_.max_message_bytes) {
      return false;
    }
  }
  return true;
}

std::optional<Instant> Publish::kept_until(const Notification& notification) const {
  const auto retention = settings_.retention_by_type.find(notification.type);
  if (retention == settings_.retention_by_type.end()) {
    return std::nullopt;
  }
  return notification.created_at + retention->second;
}

Task<Result<Published>> Publish::publish(PublishRequest request) {
  const std::optional<InFlightKeys::Hold> hold =
      request.idempotency ? in_flight_.acquire(request.idempotency->key) : std::nullopt;
  if (request.idempotency && !hold) {
    Error running(ErrorCode::idempotency_in_progress);
    running.retry_after_ms = 1000;
    co_return fail(std::move(running));
  }
  request.draft.created_at = clock_.now();
  request.draft.id = Uuid::v7(request.draft.created_at);
  const auto notification = std::make_shared<const Notification>(std::move(request.draft));
  if (!fits(notification)) {
    co_return fail(ErrorCode::payload_too_large);
  }
  PublishCommand command{notification, std::move(request.users), std::move(request.idempotency),
                         std::move(request.origin), kept_until(*notification)};
  Result<Published> published = co_await store_.append(std::move(command));
  if (published && !published->replayed) {
    counters_.add(notification->type);
  }
  co_return published;
}

}  // namespace belfry::app

#include "app/announce.hpp"

#include <memory>
#include <utility>

namespace belfry::app {

Task<Result<Announcement>> Announce::edit(NotificationId id, AnnouncementPatch patch, Origin origin) {
  // What the patch does not touch fitted when it was published; together with it each part has its own bound, and
  // `data` is the only one of them that can be large.
  const auto brought = std::make_shared<const Notification>(apply(patch, Notification{}));
  if (!fits(brought, dialects_, settings_.max_message_bytes)) {
    co_return fail(ErrorCode::payload_too_large);
  }
  auto edited = co_await store_.edit(id, std::move(patch), std::move(origin));
  co_return edited;
}

}  // namespace belfry::app

#include "domain/announcement_patch.hpp"

namespace belfry {
namespace {

template <class T>
void change(const Patch<T>& patch, std::optional<T>& member) {
  if (patch) {
    member = *patch;
  }
}

}  // namespace

Notification apply(const AnnouncementPatch& patch, Notification notification) {
  notification.title = patch.title.value_or(notification.title);
  change(patch.body, notification.body);
  change(patch.icon, notification.icon);
  change(patch.action_url, notification.action_url);
  change(patch.data, notification.data);
  change(patch.expires_at, notification.expires_at);
  return notification;
}

}  // namespace belfry

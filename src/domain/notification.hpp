#pragma once

#include "base/time.hpp"
#include "domain/ids.hpp"

#include <memory>
#include <optional>
#include <string>

namespace belfry {

/// What a publisher said: immutable, one however many users receive it (product 2.1).
struct Notification {
  NotificationId id;
  std::string type;
  std::string title;
  std::optional<std::string> body;
  std::optional<std::string> icon;
  std::optional<std::string> action_url;
  std::optional<std::string> channel;
  std::optional<std::string> data;  ///< a JSON object, as compact text
  Instant created_at;
  std::optional<Instant> expires_at;

  friend bool operator==(const Notification&, const Notification&) = default;
};

using NotificationPtr = std::shared_ptr<const Notification>;

/// A notification in one user's inbox.
struct InboxItem {
  NotificationPtr notification;
  Rev rev = 0;  ///< of the change that brought it; 0: an announcement
  std::optional<Instant> read_at;
  std::optional<Instant> delivered_at;
  AnnouncementNumber announcement = 0;  ///< of an announcement: the number of its publishing
};

}  // namespace belfry

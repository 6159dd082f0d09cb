#pragma once

#include "domain/notification.hpp"
#include "domain/preferences.hpp"

#include <optional>
#include <string>

namespace belfry {

/// An edit of an announcement: a merge patch (RFC 7396) whose parts obey the rules of a publish. Its type stays.
struct AnnouncementPatch {
  std::optional<std::string> title;
  Patch<std::string> body;
  Patch<std::string> icon;
  Patch<std::string> action_url;
  Patch<std::string> data;  ///< a JSON object, as compact text
  Patch<Instant> expires_at;
};

/// What the announcement says after the edit.
Notification apply(const AnnouncementPatch& patch, Notification notification);

}  // namespace belfry

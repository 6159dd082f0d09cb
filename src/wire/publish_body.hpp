#pragma once

#include "base/result.hpp"
#include "domain/audience.hpp"
#include "domain/notification.hpp"
#include "domain/notification_types.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace belfry::wire {

/// A publish as asked for: for whom, and what; `id` and `created_at` of the draft are still to be given.
struct PublishDraft {
  Audience audience;
  Notification draft;
  std::optional<std::string> dedupe_key = std::nullopt;
  std::optional<std::string> collapse_key = std::nullopt;
};

/// The body of `POST /notifications`. `invalid_message` when it is not JSON; else `validation_failed` with every fault
/// of shape and of the rules (domain/publish_rules.hpp), at most one a place. Unknown members are refused. The target
/// is one of `userId`, `userIds` and `audience`, or, with none of these, `channel`; anything else is code `target` at
/// "". What is of single users only (`channel`, `dedupeKey`, `collapseKey`) is `not_allowed` beside `audience`.
Result<PublishDraft> read_publish_body(std::string_view body, const NotificationTypes& types, Instant now);

boost::json::object publish_body_schema();

}  // namespace belfry::wire

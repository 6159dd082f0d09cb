#pragma once

#include "base/result.hpp"
#include "domain/notification.hpp"
#include "domain/notification_types.hpp"

#include <boost/json/object.hpp>

#include <string_view>
#include <vector>

namespace belfry::wire {

/// A publish as asked for: for whom, each user once, and what; `id` and `created_at` of the draft are still to be
/// given.
struct PublishDraft {
  std::vector<UserId> users;
  Notification draft;
};

/// The body of `POST /notifications`. `invalid_message` when it is not JSON; else `validation_failed` with every fault
/// of shape and of the rules (domain/publish_rules.hpp), at most one a place. Unknown members are refused; neither or
/// both of `userId` and `userIds` is code `target` at "".
Result<PublishDraft> read_publish_body(std::string_view body, const NotificationTypes& types, Instant now);

boost::json::object publish_body_schema();

}  // namespace belfry::wire

#pragma once

#include "adapters/http/request.hpp"
#include "base/result.hpp"
#include "domain/ids.hpp"
#include "domain/publish_rules.hpp"

#include <utility>
#include <vector>

namespace belfry::http {

/// The `{id}` of a path as a notification's; one that is no UUID names none: `notification_not_found`.
inline Result<NotificationId> notification_id_of(const Request& request) {
  const auto id = Uuid::parse(request.parameter("id"));
  if (!id) {
    return fail(ErrorCode::notification_not_found);
  }
  return *id;
}

/// Text as a user id, `validation_failed` at the pointer when it is none.
inline Result<UserId> user_id_at(std::string text, std::string_view pointer) {
  std::vector<FieldError> faults;
  check_user_id(text, pointer, faults);
  if (!faults.empty()) {
    return fail(Error::validation(std::move(faults)));
  }
  return UserId(std::move(text));
}

}  // namespace belfry::http

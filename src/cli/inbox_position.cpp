#include "cli/inbox_position.hpp"

#include "cli/members.hpp"

#include <string_view>

namespace belfry::cli {

bool InboxPosition::seen_before(const boost::json::object& payload) {
  return payload.contains("replayed") && cursor_.empty() &&
         !replayed_.insert(std::string(string_member(payload, "id"))).second;
}

void InboxPosition::remember(const boost::json::object& envelope) {
  const auto* payload = object_member(envelope, "payload");
  if (payload == nullptr) {
    return;
  }
  const std::string_view type = string_member(envelope, "type");
  const std::string_view cursor = string_member(*payload, "cursor");
  if (type == "connected") {
    // Not a position to resume from: it acknowledges what is still to be replayed. What follows moves the cursor.
    head_ = cursor;
    return;
  }
  if (type == "resync_required") {
    cursor_ = head_;  // the old position never resumes; the connection goes on from its head
  }
  if (!cursor.empty() && !payload->contains("replayed")) {
    cursor_ = cursor;
    replayed_.clear();
  }
}

}  // namespace belfry::cli

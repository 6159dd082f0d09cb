#include "app/message_size.hpp"

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

bool fits(const NotificationPtr& notification, const DialectSet& dialects, std::uint64_t max_bytes) {
  // Escaping makes six bytes of one at worst; most notifications are far below that and need no trial encoding.
  const bool unlimited = max_bytes == 0;
  if (unlimited || text_bytes(*notification) * 6 + kEnvelopeBytes <= max_bytes) {
    return true;
  }
  constexpr Rev kLongestRev = (Rev{1} << 53) - 1;
  const InboxState state{
      .rev = kLongestRev, .unread = kLongestRev, .unseen = 0, .epoch = 0, .announcement = kLongestRev};
  const messages::NotificationMessage message{
      .notification = notification, .rev = kLongestRev, .state = state, .freshness = messages::Freshness::replayed};
  for (const Dialect* dialect : dialects) {
    if (dialect->encode(message, notification->created_at).size() > max_bytes) {
      return false;
    }
  }
  return true;
}

}  // namespace belfry::app

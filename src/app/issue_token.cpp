#include "app/issue_token.hpp"

#include "app/subscribe.hpp"

#include <fmt/format.h>

#include <utility>

namespace belfry::app {
namespace {

/// Well-formed, and few enough to travel in a URL.
Result<void> check_channels(const IssueToken::Channels& channels) {
  if (!channels) {
    return {};
  }
  if (channels->size() > IssueToken::kMaxChannels) {
    return fail(Error::validation("/channels", "too_many", fmt::format("at most {}", IssueToken::kMaxChannels)));
  }
  return check_channel_names(*channels, "/channels");
}

}  // namespace

IssuedToken IssueToken::sign(const UserId& user, Channels channels) const {
  ConnectionToken token = fresh_token(user, parts_.clock.now(), settings_.ttl, std::move(channels));
  std::string text = parts_.codec.sign(token);
  return IssuedToken{std::move(text), std::move(token)};
}

Result<IssuedToken> IssueToken::issue(const UserId& user, const ChannelRights& rights, Channels channels) {
  if (auto checked = check_channels(channels); !checked) {
    return fail(std::move(checked.error()));
  }
  if (channels) {
    if (auto allowed = check_allowed(parts_.rules, user, rights, *channels); !allowed) {
      return fail(std::move(allowed.error()));
    }
  }
  if (parts_.opt_outs.contains(user)) {
    return fail(ErrorCode::in_app_disabled);
  }
  if (const auto wait = users_.take(user.view())) {
    Error error(ErrorCode::rate_limited);
    error.retry_after_ms = static_cast<std::uint32_t>(wait->count());
    return fail(std::move(error));
  }
  return sign(user, std::move(channels));
}

Result<IssuedToken> IssueToken::issue_by_service(const UserId& user, Channels channels) const {
  if (auto checked = check_channels(channels); !checked) {
    return fail(std::move(checked.error()));
  }
  if (parts_.opt_outs.contains(user)) {
    return fail(ErrorCode::in_app_disabled);
  }
  return sign(user, std::move(channels));
}

}  // namespace belfry::app

#include "app/issue_token.hpp"

namespace belfry::app {

Result<IssuedToken> IssueToken::issue(const UserId& user) {
  if (const auto wait = users_.take(user.view())) {
    Error error(ErrorCode::rate_limited);
    error.retry_after_ms = static_cast<std::uint32_t>(wait->count());
    return fail(std::move(error));
  }
  const Instant now = clock_.now();
  ConnectionToken token{.user = user,
                        .issued_at = now,
                        .expires_at = now + settings_.ttl,
                        .token_id = Uuid::v7(now),
                        .allowed_channels = std::nullopt};
  std::string text = codec_.sign(token);
  return IssuedToken{std::move(text), std::move(token)};
}

}  // namespace belfry::app

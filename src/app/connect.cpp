#include "app/connect.hpp"

#include "base/log.hpp"
#include "domain/scope.hpp"

#include <algorithm>

namespace belfry::app {
namespace {

constexpr std::size_t kMaxUserAgent = 256;
constexpr std::uint32_t kFullRetryMs = 5000;
// "No limit" as a date that clients can still compute with.
constexpr std::chrono::seconds kNoLimit = std::chrono::hours(24 * 365 * 100);

bool is_connection_token(std::string_view token) { return std::count(token.begin(), token.end(), '.') == 1; }

/// A store that fails is this server's own fault: 500 (product 1.4), where keys that cannot be fetched are 503 (1.2).
Error as_handshake_error(const Error& error) {
  return error.code == ErrorCode::store_unavailable ? Error::logged(ErrorCode::internal_error, error.log_detail)
                                                    : error;
}

std::unique_ptr<const ChannelRights> rights_of(const ConnectionToken& token) {
  if (!token.allowed_channels) {
    return nullptr;
  }
  return std::make_unique<const ChannelRights>(ChannelRights{.credential = ChannelRights::Credential::connection_token,
                                                             .admin = false,
                                                             .list_claims = {},
                                                             .allowed_channels = token.allowed_channels});
}

std::unique_ptr<const ChannelRights> rights_of(const Identity& identity) {
  const bool admin = identity.has_scope(kAdminJwtScope);
  if (!admin && identity.list_claims.empty()) {
    return nullptr;
  }
  return std::make_unique<const ChannelRights>(ChannelRights{.credential = ChannelRights::Credential::user_jwt,
                                                             .admin = admin,
                                                             .list_claims = identity.list_claims,
                                                             .allowed_channels = std::nullopt});
}

void log_refusal(const ConnectRequest& request, const Error& error) {
  log::info("websocket:refused", {{"code", name_of(error.code)},
                                  {"sourceIp", text_of(request.source)},
                                  {"origin", request.origin},
                                  {"detail", error.log_detail}});
}

}  // namespace

std::string rate_key(const AddressBytes& address) {
  const bool v4 = std::all_of(address.begin(), address.begin() + 10, [](std::uint8_t b) { return b == 0; });
  const auto significant = v4 ? address.size() : 8;
  return {reinterpret_cast<const char*>(address.data()), significant};
}

Result<void> Connect::check_before_credentials(const ConnectRequest& request) {
  if (refusing_.load(std::memory_order_relaxed) || parts_.directory.full()) {
    Error error(refusing_.load(std::memory_order_relaxed) ? ErrorCode::draining : ErrorCode::server_full);
    error.retry_after_ms = kFullRetryMs;
    return fail(std::move(error));
  }
  if (const auto wait = addresses_.take(rate_key(request.source))) {
    Error error(ErrorCode::rate_limited);
    error.retry_after_ms = static_cast<std::uint32_t>(wait->count());
    return fail(std::move(error));
  }
  if (!parts_.origins.allows(request.origin)) {
    return fail(ErrorCode::origin_not_allowed);
  }
  return {};
}

Task<Result<Connect::Credential>> Connect::check_credential(std::string token) {
  if (token.empty()) {
    co_return fail(ErrorCode::token_missing);
  }
  if (is_connection_token(token)) {
    auto verified = parts_.tokens.verify(token, parts_.clock.now());
    if (!verified) {
      co_return fail(std::move(verified.error()));
    }
    const UserId user = verified->user;
    auto rights = rights_of(*verified);
    co_return Credential{user, Instant::max(), std::move(*verified), std::move(rights)};
  }
  auto identity = co_await parts_.authenticator.verify_user_jwt(std::move(token), JwtUse::connect);
  if (!identity) {
    co_return fail(std::move(identity.error()));
  }
  co_return Credential{identity->user, identity->expires_at, std::nullopt, rights_of(*identity)};
}

/// In-app notifications switched off (product 2.7): connection tokens and `notifications` connections are refused.
bool Connect::opted_out(const ConnectRequest& request, const Credential& credential) const {
  const bool concerns = credential.token.has_value() || request.dialect == DialectKind::notifications;
  return concerns && parts_.opt_outs.contains(credential.user);
}

Session::Opening Connect::opening_of(ConnectRequest request, Credential& credential) {
  const Instant now = parts_.clock.now();
  const Instant end_of_life = now + (settings_.lifetime.count() == 0 ? kNoLimit : settings_.lifetime);
  Session::Opening opening;
  opening.user = credential.user;
  opening.record.key = make_key(request.shard, next_number_.fetch_add(1, std::memory_order_relaxed));
  opening.record.token_id = credential.token ? credential.token->token_id : Uuid{};
  opening.record.random = parts_.ids.random_of(opening.record.key);
  opening.record.connected_at = now;
  opening.record.last_ping_at = now;
  opening.record.last_active_at = now;
  opening.record.expires_at = std::min(end_of_life, credential.valid_until);
  opening.record.source_ip = request.source;
  opening.record.dialect = request.dialect;
  opening.user_agent = request.user_agent.substr(0, kMaxUserAgent);
  opening.since = request.since;
  opening.acking = request.acking;
  opening.job = request.dialect == DialectKind::jobs ? std::move(request.job) : std::string();
  opening.rights = std::move(credential.rights);
  opening.ends_by = credential.valid_until < end_of_life ? Session::EndsBy::token : Session::EndsBy::lifetime;
  return opening;
}

Result<Session::Opening> Connect::admit_unnamed(const ConnectRequest& request) {
  if (const auto checked = check_before_credentials(request); !checked) {
    log_refusal(request, checked.error());
    return fail(checked.error());
  }
  Credential nobody{UserId(), Instant::max(), std::nullopt, nullptr};
  Session::Opening opening = opening_of(request, nobody);
  if (const auto reserved = parts_.directory.reserve(opening.user, opening.record.key); !reserved) {
    log_refusal(request, reserved.error());
    return fail(reserved.error());
  }
  return opening;
}

Task<Result<Session::Opening>> Connect::admit(ConnectRequest request) {
  if (const auto checked = check_before_credentials(request); !checked) {
    log_refusal(request, checked.error());
    co_return fail(checked.error());
  }
  auto credential = co_await check_credential(request.token);
  if (!credential) {
    log_refusal(request, credential.error());
    co_return fail(std::move(credential.error()));
  }
  if (opted_out(request, *credential)) {
    const Error error(ErrorCode::in_app_disabled);
    log_refusal(request, error);
    co_return fail(error);
  }
  Session::Opening opening = opening_of(request, *credential);
  const auto reserved = parts_.directory.reserve(opening.user, opening.record.key);
  if (!reserved) {
    log_refusal(request, reserved.error());
    co_return fail(reserved.error());
  }
  if (credential->token) {
    const ConnectionToken& token = *credential->token;
    const auto consumed =
        co_await parts_.token_store.consume(token.user, token.token_id, token.issued_at, token.expires_at);
    if (!consumed) {
      abandon(opening);
      log_refusal(request, consumed.error());
      co_return fail(as_handshake_error(consumed.error()));
    }
  }
  if (*reserved) {
    evict_(**reserved);
  }
  co_return opening;
}

}  // namespace belfry::app

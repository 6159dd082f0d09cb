#include "adapters/auth/connection_tokens.hpp"
#include "adapters/auth/refusal.hpp"
#include "adapters/auth/strict_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace belfry::auth {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxUserBytes = 255;
constexpr std::size_t kRequiredMembers = 4;
constexpr std::int64_t kMaxMillis = 253'402'300'799'999;  // the end of the year 9999

std::optional<Instant> time_member(const json::object& payload, std::string_view name) {
  const json::value* value = payload.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0 || value->get_int64() > kMaxMillis) {
    return std::nullopt;
  }
  return from_millis(value->get_int64());
}

std::optional<std::vector<std::string>> read_channels(const json::value& list) {
  if (!list.is_array()) {
    return std::nullopt;
  }
  std::vector<std::string> channels;
  for (const json::value& entry : list.get_array()) {
    if (!entry.is_string()) {
      return std::nullopt;
    }
    channels.emplace_back(std::string_view(entry.get_string()));
  }
  return channels;
}

}  // namespace

Result<ConnectionToken> parse_connection_token_payload(std::string_view text) {
  const auto payload = parse_object(text);
  if (!payload) {
    return refuse("malformed payload");
  }
  const auto user = string_member(*payload, "userId");
  const auto issued_at = time_member(*payload, "issuedAt");
  const auto expires_at = time_member(*payload, "expiresAt");
  const auto token_id = Uuid::parse(string_member(*payload, "tokenId").value_or(""));
  if (!user || user->empty() || user->size() > kMaxUserBytes || !issued_at || !expires_at || !token_id ||
      *expires_at <= *issued_at) {
    return refuse("missing or malformed member");
  }
  ConnectionToken token{UserId(std::string(*user)), *issued_at, *expires_at, *token_id, std::nullopt};
  const json::value* channels = payload->if_contains("allowedChannels");
  if (channels != nullptr) {
    token.allowed_channels = read_channels(*channels);
  }
  // A restriction that we cannot read must not be passed over: a member we do not know may be one.
  if (payload->size() != kRequiredMembers + (token.allowed_channels ? 1 : 0)) {
    return refuse("unknown or malformed member");
  }
  return token;
}

}  // namespace belfry::auth

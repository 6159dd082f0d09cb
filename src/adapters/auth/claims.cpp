#include "adapters/auth/claims.hpp"

#include "adapters/auth/refusal.hpp"
#include "adapters/auth/strict_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <cmath>

namespace belfry::auth {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxUserBytes = 255;
constexpr double kMaxSeconds = 253'402'300'799;  // the end of the year 9999

enum class Presence { absent, malformed, present };

struct TimeClaim {
  Presence presence = Presence::absent;
  Instant at;
};

/// A NumericDate (RFC 7519 section 2): seconds, which may have a fraction.
TimeClaim time_claim(const json::object& claims, std::string_view name) {
  const json::value* value = claims.if_contains(name);
  if (value == nullptr) {
    return {};
  }
  if (!value->is_number()) {
    return {Presence::malformed, {}};
  }
  const auto seconds = value->to_number<double>();
  if (!(std::abs(seconds) <= kMaxSeconds)) {
    return {Presence::malformed, {}};
  }
  return {Presence::present, from_millis(std::llround(seconds * 1000))};
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

/// A string, or an array with one of `wanted` in it (RFC 7519 section 4.1.3).
bool names_one_of(const json::object& claims, std::string_view name, const std::vector<std::string>& wanted) {
  const json::value* value = claims.if_contains(name);
  if (value == nullptr) {
    return false;
  }
  const auto fits = [&wanted](const json::value& entry) {
    return entry.is_string() && contains(wanted, std::string_view(entry.get_string()));
  };
  return value->is_array() ? std::ranges::any_of(value->get_array(), fits) : fits(*value);
}

bool audience_fits(const json::object& claims, const JwtIssuerSettings& issuer, std::string_view token_use) {
  if (issuer.audience.empty()) {
    return true;
  }
  if (token_use == "id") {
    return names_one_of(claims, "aud", issuer.audience);
  }
  if (token_use == "access") {
    return names_one_of(claims, "client_id", issuer.audience);
  }
  return names_one_of(claims, "aud", issuer.audience) || names_one_of(claims, "client_id", issuer.audience);
}

Result<void> check_origin(const json::object& claims, const JwtIssuerSettings& issuer) {
  if (!issuer.issuer.empty() && string_member(claims, "iss") != issuer.issuer) {
    return refuse("wrong iss");
  }
  std::string_view token_use;
  if (!issuer.token_use.empty()) {
    token_use = string_member(claims, "token_use").value_or("");
    if (!contains(issuer.token_use, token_use)) {
      return refuse("wrong token_use");
    }
  }
  if (!audience_fits(claims, issuer, token_use)) {
    return refuse("wrong aud");
  }
  return {};
}

Result<void> check_issue_time(const TimeClaim& issued, const JwtIssuerSettings& issuer, Instant now, JwtUse use) {
  if (issued.presence == Presence::malformed) {
    return refuse("malformed iat");
  }
  const bool age_matters = use == JwtUse::connect && issuer.max_age.count() > 0;
  if (issued.presence == Presence::absent) {
    return age_matters ? Result<void>(refuse("no iat")) : Result<void>();
  }
  if (issued.at > now + issuer.leeway) {
    return refuse("iat in the future");
  }
  if (age_matters && now - issued.at > issuer.max_age + issuer.leeway) {
    return refuse_expired("iat too old to connect");
  }
  return {};
}

/// Answers `exp`.
Result<Instant> check_times(const json::object& claims, const JwtIssuerSettings& issuer, Instant now, JwtUse use) {
  const TimeClaim expires = time_claim(claims, "exp");
  const TimeClaim not_before = time_claim(claims, "nbf");
  if (expires.presence != Presence::present) {
    return refuse("missing or malformed exp");
  }
  if (now >= expires.at + issuer.leeway) {
    return refuse_expired("exp has passed");
  }
  if (not_before.presence == Presence::malformed) {
    return refuse("malformed nbf");
  }
  if (not_before.presence == Presence::present && not_before.at > now + issuer.leeway) {
    return refuse("nbf in the future");
  }
  if (auto issued = check_issue_time(time_claim(claims, "iat"), issuer, now, use); !issued) {
    return fail(std::move(issued.error()));
  }
  return expires.at;
}

bool is_user_id(std::string_view text) {
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  };
  return !text.empty() && text.size() <= kMaxUserBytes && std::ranges::none_of(text, is_control);
}

std::vector<std::string> strings_of(const json::value& value) {
  std::vector<std::string> strings;
  if (value.is_array()) {
    for (const json::value& entry : value.get_array()) {
      if (entry.is_string()) {
        strings.emplace_back(std::string_view(entry.get_string()));
      }
    }
  }
  return strings;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) {
      words.emplace_back(text.substr(0, space));
    }
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}

std::vector<std::string> scopes_of(const json::object& claims, const std::string& name) {
  const json::value* value = claims.if_contains(name);
  if (value == nullptr) {
    return {};
  }
  return value->is_string() ? words_of(std::string_view(value->get_string())) : strings_of(*value);
}

}  // namespace

Result<Identity> check_claims(const json::object& claims, const JwtIssuerSettings& issuer, Instant now, JwtUse use) {
  if (auto origin = check_origin(claims, issuer); !origin) {
    return fail(std::move(origin.error()));
  }
  auto expires = check_times(claims, issuer, now, use);
  if (!expires) {
    return fail(std::move(expires.error()));
  }
  const auto user = string_member(claims, issuer.user_claim);
  if (!user || !is_user_id(*user)) {
    return refuse("missing or malformed user claim");
  }
  Identity identity;
  identity.user = UserId(std::string(*user));
  identity.expires_at = *expires;
  identity.scopes = scopes_of(claims, issuer.scope_claim);
  for (const std::string& name : issuer.list_claims) {
    if (const json::value* list = claims.if_contains(name); list != nullptr) {
      identity.list_claims.push_back({name, strings_of(*list)});
    }
  }
  return identity;
}

}  // namespace belfry::auth

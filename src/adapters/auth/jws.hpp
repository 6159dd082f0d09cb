#pragma once

#include "adapters/auth/verification_key.hpp"
#include "base/result.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::auth {

/// Longer tokens are refused unread.
inline constexpr std::size_t kMaxTokenBytes = 8192;

/// A JWT taken apart (RFC 7515 section 7.1) but not verified: believe nothing in it before its signature was checked.
/// Refers to the token's text, which must outlive it.
struct UnverifiedJwt {
  Algorithm algorithm = Algorithm::hs256;
  std::optional<std::string> kid;
  boost::json::object claims;
  std::string_view signed_text;  ///< header and payload as received
  std::string signature;         ///< decoded
};

/// `token_missing` for no text, else `token_invalid`: a bad shape, encoding or JSON, an algorithm that we do not know
/// (`none` among them), a `crit` header (RFC 7515 section 4.1.11: we understand no extension). `jku`, `jwk`, `x5u` and
/// `x5c` in the header are not looked at; `typ` is free.
Result<UnverifiedJwt> parse_jwt(std::string_view token);

}  // namespace belfry::auth

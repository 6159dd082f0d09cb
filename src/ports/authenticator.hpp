#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"
#include "domain/list_claim.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace belfry {

/// What a user JWT is shown for: opening a connection also demands a young token (`max_age_seconds`, product 1.2).
enum class JwtUse : std::uint8_t { connect, request };

/// Who a verified user JWT speaks for.
struct Identity {
  UserId user;
  Instant expires_at;  ///< the `exp` as it stands: a token within the leeway has it in the past
  std::vector<std::string> scopes;
  std::vector<ListClaim> list_claims;  ///< only those that the settings name

  bool has_scope(std::string_view scope) const { return std::ranges::find(scopes, scope) != scopes.end(); }
};

/// Verifies user JWTs (product 1.2). Callable from any shard; the caller resumes on its own executor. Issues no
/// connection and keeps nothing about users.
///
/// Errors: `token_missing` (empty), `token_invalid`, `token_expired` (`exp`, or `iat` too old to connect);
/// `store_unavailable` or `overloaded` when the keys cannot be had now, which says nothing about the token. The reason
/// is in `log_detail` alone.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual Task<Result<Identity>> verify_user_jwt(std::string token, JwtUse use) = 0;
};

}  // namespace belfry

#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/connection_token.hpp"

#include <string>
#include <string_view>

namespace belfry {

/// Signs and reads connection tokens (product 1.3). Pure computation; any thread. Whether a token was used or revoked
/// is the TokenStore's to say.
class ConnectionTokenCodec {
 public:
  virtual ~ConnectionTokenCodec() = default;
  virtual std::string sign(const ConnectionToken& token) const = 0;
  /// `token_invalid` or `token_expired`.
  virtual Result<ConnectionToken> verify(std::string_view text, Instant now) const = 0;
};

}  // namespace belfry

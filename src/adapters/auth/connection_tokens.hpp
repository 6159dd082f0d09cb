#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/connection_token.hpp"
#include "ports/connection_tokens.hpp"

#include <string>
#include <string_view>

namespace belfry::auth {

/// `[auth.connection_tokens]`.
struct ConnectionTokenSettings {
  std::string secret;
  /// Still accepted while secrets are being rotated; empty: none.
  std::string previous_secret;
};

/// Signs and checks connection tokens (product 1.3): `base64url(payload).base64url(HMAC-SHA256)`, the HMAC over the
/// encoded payload as it is sent, the payload JSON
/// `{"userId","issuedAt","expiresAt","tokenId","allowedChannels"?}` with times in Unix milliseconds.
/// Immutable, pure: any thread. Single use and revocation are the TokenStore's.
class ConnectionTokens final : public ConnectionTokenCodec {
 public:
  /// Throws std::invalid_argument without a secret.
  explicit ConnectionTokens(ConnectionTokenSettings settings);

  /// The text of `token`, signed with the current secret.
  std::string sign(const ConnectionToken& token) const override;

  /// `token_missing` for no text; `token_expired` at `expiresAt`, without leeway; else `token_invalid`. Nothing of the
  /// payload is read before the signature was found good.
  Result<ConnectionToken> verify(std::string_view text, Instant now) const override;

 private:
  bool signature_fits(std::string_view payload, std::string_view signature) const;

  const ConnectionTokenSettings settings_;
};

/// The decoded payload; apart from ConnectionTokens so that fuzzing reaches it. Strict: exactly the members above, each
/// of its type, `userId` of 1 to 255 bytes.
Result<ConnectionToken> parse_connection_token_payload(std::string_view json);

}  // namespace belfry::auth

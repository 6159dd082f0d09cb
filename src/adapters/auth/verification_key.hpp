#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace belfry::auth {

/// The JWS algorithms that user JWTs may have (RFC 7518 section 3.1, RFC 8037 section 3.1).
enum class Algorithm : std::uint8_t { hs256, rs256, es256, eddsa };

constexpr std::string_view name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::hs256: return "HS256";
    case Algorithm::rs256: return "RS256";
    case Algorithm::es256: return "ES256";
    case Algorithm::eddsa: return "EdDSA";
  }
  std::unreachable();
}

std::optional<Algorithm> parse_algorithm(std::string_view name);

struct PkeyDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using PkeyPtr = std::unique_ptr<EVP_PKEY, PkeyDeleter>;

/// A key that checks signatures of exactly one algorithm, chosen when the key was made and never by a token (RFC 8725
/// section 3.1). Immutable; `verify` from any thread.
class VerificationKey {
 public:
  /// For HS256.
  static VerificationKey from_secret(std::optional<std::string> id, std::string secret);
  /// `key` is of the kind that `algorithm` needs: jwk.cpp sees to it.
  static VerificationKey from_public_key(std::optional<std::string> id, Algorithm algorithm, PkeyPtr key);

  /// The `kid`.
  const std::optional<std::string>& id() const { return id_; }
  Algorithm algorithm() const { return algorithm_; }

  /// `signature` as it stands in a JWS: 64 bytes of r and s for ES256, not DER (RFC 7518 section 3.4).
  bool verify(std::string_view signed_text, std::string_view signature) const;

 private:
  VerificationKey(std::optional<std::string> id, Algorithm algorithm, std::string secret, PkeyPtr key)
      : id_(std::move(id)), algorithm_(algorithm), secret_(std::move(secret)), key_(std::move(key)) {}

  std::optional<std::string> id_;
  Algorithm algorithm_;
  std::string secret_;
  PkeyPtr key_;
};

}  // namespace belfry::auth

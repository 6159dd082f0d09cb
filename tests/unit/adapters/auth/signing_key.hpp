#pragma once

#include "adapters/auth/key_set.hpp"
#include "adapters/auth/verification_key.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace belfry::auth {

/// An issuer's private key, made by OpenSSL for the test.
class SigningKey {
 public:
  SigningKey(Algorithm algorithm, std::string kid);

  /// The public half, as an issuer publishes it.
  std::string jwk() const;
  const std::string& kid() const { return kid_; }
  /// As it stands in a JWS; for ES256 r and s side by side.
  std::string signature(std::string_view text) const;
  /// A JWT with `{"alg","kid"}` as its header.
  std::string jwt(std::string_view claims) const;
  std::string jwt_with_header(std::string_view header, std::string_view claims) const;
  /// The public key as PEM: what an attacker takes for an HMAC secret.
  std::string public_pem() const;
  /// DER, as OpenSSL makes it for ES256.
  std::string raw_openssl_signature(std::string_view text) const;

 private:
  std::string number(const char* parameter) const;

  Algorithm algorithm_;
  std::string kid_;
  PkeyPtr key_;
};

/// One key a kind for the whole test program: making an RSA key takes time.
const SigningKey& rsa_key();
const SigningKey& ec_key();
const SigningKey& ed_key();

std::string jwks_of(const std::vector<const SigningKey*>& keys);

}  // namespace belfry::auth

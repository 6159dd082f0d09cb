#pragma once

#include "adapters/auth/verification_key.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>

namespace belfry::auth {

/// Whether a set may hold symmetric keys: a secret that anyone can fetch is none.
enum class SymmetricKeys : std::uint8_t { allowed, refused };

/// A JWK (RFC 7517) as a key of its one algorithm: RSA of 2,048 to 8,192 bits → RS256, EC P-256 → ES256, OKP Ed25519 →
/// EdDSA (RFC 8037 section 2), oct of at least 32 bytes → HS256 (RFC 7518 section 3.2). Nothing when the key is of
/// another kind, is malformed, or is not for signatures (`alg`, `use`, `key_ops`).
std::optional<VerificationKey> parse_jwk(const boost::json::object& jwk, SymmetricKeys symmetric);

}  // namespace belfry::auth

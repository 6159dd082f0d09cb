#pragma once

#include "adapters/auth/jwk.hpp"
#include "adapters/auth/verification_key.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::auth {

/// Why a set has no key for a token.
enum class KeyMiss : std::uint8_t { unknown_kid, wrong_algorithm, ambiguous };

/// The keys of one issuer. Immutable once made: shared between threads as KeySetPtr.
class KeySet {
 public:
  /// The keys of a JWKS that we understand; the others are skipped (RFC 7517 section 5). Nothing when the text is no
  /// JWKS or holds no usable key: keys that worked a moment ago are better than none.
  static std::optional<KeySet> parse(std::string_view jwks, SymmetricKeys symmetric);
  /// One secret without an id: a token's `kid` does not matter.
  static KeySet of_secret(std::string secret);

  /// The key that a token's header names. Without `kid`, the only key of the algorithm.
  std::expected<const VerificationKey*, KeyMiss> select(const std::optional<std::string>& kid,
                                                        Algorithm algorithm) const;
  /// Whether `select` can do something with that `kid`.
  bool knows(const std::optional<std::string>& kid) const;
  std::size_t size() const { return keys_.size(); }

 private:
  enum class KidRule : std::uint8_t { selects, ignored };

  KeySet(std::vector<VerificationKey> keys, KidRule rule) : keys_(std::move(keys)), rule_(rule) {}

  std::vector<VerificationKey> keys_;
  KidRule rule_;
};

using KeySetPtr = std::shared_ptr<const KeySet>;

}  // namespace belfry::auth

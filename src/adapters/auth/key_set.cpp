#include "adapters/auth/key_set.hpp"

#include "adapters/auth/strict_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace belfry::auth {
namespace {

constexpr std::size_t kMaxKeys = 256;

}  // namespace

std::optional<KeySet> KeySet::parse(std::string_view jwks, SymmetricKeys symmetric) {
  const auto document = parse_object(jwks);
  const boost::json::value* list = document ? document->if_contains("keys") : nullptr;
  if (list == nullptr || !list->is_array() || list->get_array().size() > kMaxKeys) {
    return std::nullopt;
  }
  std::vector<VerificationKey> keys;
  for (const boost::json::value& entry : list->get_array()) {
    auto key = entry.is_object() ? parse_jwk(entry.get_object(), symmetric) : std::nullopt;
    if (key) {
      keys.push_back(std::move(*key));
    }
  }
  if (keys.empty()) {
    return std::nullopt;
  }
  return KeySet(std::move(keys), KidRule::selects);
}

KeySet KeySet::of_secret(std::string secret) {
  std::vector<VerificationKey> keys;
  keys.push_back(VerificationKey::from_secret(std::nullopt, std::move(secret)));
  return KeySet(std::move(keys), KidRule::ignored);
}

std::expected<const VerificationKey*, KeyMiss> KeySet::select(const std::optional<std::string>& kid,
                                                              Algorithm algorithm) const {
  const bool by_kid = kid.has_value() && rule_ == KidRule::selects;
  const VerificationKey* found = nullptr;
  bool kid_known = false;
  for (const VerificationKey& key : keys_) {
    if (by_kid && key.id() != kid) {
      continue;
    }
    kid_known = true;
    if (key.algorithm() != algorithm) {
      continue;
    }
    if (found != nullptr) {
      return std::unexpected(KeyMiss::ambiguous);
    }
    found = &key;
  }
  if (found == nullptr) {
    return std::unexpected(kid_known ? KeyMiss::wrong_algorithm : KeyMiss::unknown_kid);
  }
  return found;
}

bool KeySet::knows(const std::optional<std::string>& kid) const {
  return !kid || rule_ == KidRule::ignored ||
         std::ranges::any_of(keys_, [&kid](const VerificationKey& key) { return key.id() == kid; });
}

}  // namespace belfry::auth

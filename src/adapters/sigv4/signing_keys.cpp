#include "adapters/sigv4/signing_keys.hpp"

#include <utility>

namespace belfry::sigv4 {

auth::Digest signing_key(std::string_view secret, std::string_view date, std::string_view region,
                         std::string_view service) {
  std::string first("AWS4");
  first.append(secret);
  auth::Digest key = auth::hmac_sha256(first, date);
  for (const std::string_view next : {region, service, std::string_view("aws4_request")}) {
    key = auth::hmac_sha256(auth::as_text(key), next);
  }
  return key;
}

std::optional<auth::Digest> SigningKeys::find(std::string_view credential) const {
  const MutexLock lock(mutex_);
  const auto found = keys_.find(credential);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

void SigningKeys::keep(std::string credential, const auth::Digest& key) {
  const MutexLock lock(mutex_);
  if (keys_.size() >= kCapacity) {
    keys_.clear();
  }
  keys_.insert_or_assign(std::move(credential), key);
}

}  // namespace belfry::sigv4

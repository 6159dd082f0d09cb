#pragma once

#include "adapters/auth/crypto.hpp"
#include "base/thread_annotations.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::sigv4 {

/// What a secret becomes for one day, region and service: the key that signs (AWS Signature Version 4).
auth::Digest signing_key(std::string_view secret, std::string_view date, std::string_view region,
                         std::string_view service);

/// The signing keys of requests that were found good: a client uses the same one all day, and deriving it takes most of
/// the time of a verification. Bounded; any thread.
class SigningKeys {
 public:
  static constexpr std::size_t kCapacity = 256;

  /// `credential` is `<access key>/<date>/<region>/<service>`.
  std::optional<auth::Digest> find(std::string_view credential) const;
  /// Only for a request whose signature fits: anybody can think of regions. A full table is begun anew.
  void keep(std::string credential, const auth::Digest& key);

 private:
  mutable Mutex mutex_;
  std::map<std::string, auth::Digest, std::less<>> keys_ BELFRY_GUARDED_BY(mutex_);
};

}  // namespace belfry::sigv4

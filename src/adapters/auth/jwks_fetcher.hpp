#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>

namespace belfry::auth {

/// No key set is larger; a longer answer is a failure.
inline constexpr std::size_t kMaxJwksBytes = 512 * 1024;

/// Gets a key set over the network. Blocks for seconds: for lane threads only, several at once. Failures are
/// `store_unavailable`: they say nothing about the token at hand (product 1.2).
class JwksFetcher {
 public:
  virtual ~JwksFetcher() = default;
  virtual Result<std::string> fetch(const std::string& url) = 0;
};

}  // namespace belfry::auth

#pragma once

#include "adapters/auth/jwks_fetcher.hpp"

#include <chrono>

namespace belfry::auth {

/// By libcurl: http and https only, certificates verified, at most three redirects and none to another scheme, the body
/// bounded by kMaxJwksBytes. Proxies come from the environment, as everywhere.
class CurlJwksFetcher final : public JwksFetcher {
 public:
  /// `timeout` covers the whole exchange. Make the first one before other threads run: libcurl starts up in it.
  explicit CurlJwksFetcher(std::chrono::milliseconds timeout = std::chrono::seconds(5));

  Result<std::string> fetch(const std::string& url) override;

 private:
  const std::chrono::milliseconds timeout_;
};

}  // namespace belfry::auth

#include "adapters/auth/jwt_authenticator.hpp"

#include "adapters/auth/jws.hpp"
#include "adapters/auth/jwt_verifier.hpp"
#include "adapters/auth/refusal.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace belfry::auth {
namespace {

Result<std::string> read_key_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxJwksBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad() || text.empty() || text.size() > kMaxJwksBytes) {
    return fail(Error::logged(ErrorCode::store_unavailable, fmt::format("cannot read {}, or it is too large", path)));
  }
  return text;
}

void check_settings(const JwtIssuerSettings& issuer) {
  const int origins = static_cast<int>(!issuer.jwks_url.empty()) + static_cast<int>(!issuer.jwks_file.empty()) +
                      static_cast<int>(!issuer.hs256_secret.empty());
  if (origins != 1) {
    throw std::invalid_argument(
        fmt::format("JWT issuer \"{}\" needs one of jwks_url, jwks_file and hs256_secret", issuer.issuer));
  }
  if (issuer.jwks_url.empty()) {
    return;
  }
  if (!issuer.jwks_url.starts_with("https://") && !issuer.jwks_url.starts_with("http://")) {
    throw std::invalid_argument(fmt::format("jwks_url of \"{}\" is neither http nor https", issuer.issuer));
  }
  if (issuer.issuer.empty()) {
    throw std::invalid_argument("a JWT issuer with a jwks_url needs a name: any stranger's token would be looked up");
  }
}

void check_names(const std::vector<JwtIssuerSettings>& issuers) {
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (issuers[i].issuer == issuers[k].issuer) {
        throw std::invalid_argument(fmt::format("JWT issuer \"{}\" is configured twice", issuers[i].issuer));
      }
    }
  }
}

}  // namespace

JwtAuthenticator::JwtAuthenticator(std::vector<JwtIssuerSettings> issuers, const Clock& clock,
                                   runtime::BlockingLane& lane, JwksFetcher& fetcher, JwksTiming timing)
    : issuers_(std::move(issuers)), clock_(clock), lane_(lane) {
  check_names(issuers_);
  for (const JwtIssuerSettings& issuer : issuers_) {
    check_settings(issuer);
    keys_.push_back(make_keys(issuer, fetcher, timing));
  }
}

JwtAuthenticator::Keys JwtAuthenticator::make_keys(const JwtIssuerSettings& issuer, JwksFetcher& fetcher,
                                                   JwksTiming timing) {
  if (!issuer.hs256_secret.empty()) {
    return {std::make_shared<const KeySet>(KeySet::of_secret(issuer.hs256_secret)), nullptr};
  }
  if (!issuer.jwks_url.empty()) {
    auto load = [&fetcher, url = issuer.jwks_url] {
      return fetcher.fetch(url);
    };
    return {nullptr, std::make_unique<JwksSource>(issuer.issuer, std::move(load), SymmetricKeys::refused, timing,
                                                  clock_, lane_)};
  }
  auto load = [path = issuer.jwks_file] {
    return read_key_file(path);
  };
  auto source =
      std::make_unique<JwksSource>(issuer.issuer, std::move(load), SymmetricKeys::allowed, timing, clock_, lane_);
  if (const auto loaded = source->load_now(); !loaded) {
    throw std::invalid_argument(fmt::format("jwks_file {}: {}", issuer.jwks_file, loaded.error().log_detail));
  }
  return {nullptr, std::move(source)};
}

Task<Result<Identity>> JwtAuthenticator::verify_user_jwt(std::string token, JwtUse use) {
  Result<UnverifiedJwt> jwt = parse_jwt(token);
  if (!jwt) {
    co_return fail(std::move(jwt.error()));
  }
  const JwtIssuerSettings* issuer = find_issuer(issuers_, *jwt);
  if (issuer == nullptr) {
    co_return refuse("unknown iss");
  }
  if (use == JwtUse::connect && issuer->at_connect == AtConnect::no) {
    co_return refuse("this issuer's tokens may not open connections");
  }
  const Keys& keys = keys_[static_cast<std::size_t>(issuer - issuers_.data())];
  KeySetPtr set = keys.fixed;
  if (set == nullptr) {
    Task<Result<KeySetPtr>> lookup = keys.source->keys_with(jwt->kid);
    Result<KeySetPtr> found = co_await std::move(lookup);
    if (!found) {
      co_return fail(std::move(found.error()));
    }
    set = std::move(*found);
  }
  co_return verify_jwt(*jwt, *set, *issuer, clock_.now(), use);
}

void JwtAuthenticator::refresh_due_keys() {
  for (const Keys& keys : keys_) {
    if (keys.source != nullptr) {
      keys.source->refresh_if_due();
    }
  }
}

}  // namespace belfry::auth

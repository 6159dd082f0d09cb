#include "adapters/auth/connection_tokens.hpp"
#include "adapters/auth/crypto.hpp"
#include "adapters/auth/jwt_signer.hpp"
#include "adapters/auth/jwt_verifier.hpp"
#include "adapters/auth/service_keys.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <array>

// What a credential costs the shard at connect: parse, signature, claims. The keys are cached, as in service.

namespace {

using namespace belfry;
using namespace belfry::auth;

constexpr std::string_view kClaims =
    R"({"iss":"https://issuer","aud":"app","sub":"018f0000-0000-7000-8000-000000000001","iat":1800000000,)"
    R"("exp":1800000900,"scope":"openid profile"})";
const Instant kNow = from_millis(1'800'000'000'000);

PkeyPtr generate(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::hs256: return nullptr;
    case Algorithm::rs256: return PkeyPtr(EVP_RSA_gen(2048));
    case Algorithm::es256: return PkeyPtr(EVP_EC_gen("P-256"));
    case Algorithm::eddsa: return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  }
  std::unreachable();
}

std::string number(EVP_PKEY* key, const char* parameter, int size) {
  BIGNUM* value = nullptr;
  EVP_PKEY_get_bn_param(key, parameter, &value);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), size);
  BN_free(value);
  return base64url_encode(bytes);
}

std::string public_jwk(Algorithm algorithm, EVP_PKEY* key) {
  if (algorithm == Algorithm::rs256) {
    return fmt::format(R"({{"kty":"RSA","n":"{}","e":"AQAB"}})", number(key, OSSL_PKEY_PARAM_RSA_N, 256));
  }
  if (algorithm == Algorithm::es256) {
    return fmt::format(R"({{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}})", number(key, OSSL_PKEY_PARAM_EC_PUB_X, 32),
                       number(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32));
  }
  std::array<char, 32> point;
  std::size_t size = point.size();
  EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(point.data()), &size);
  return fmt::format(R"({{"kty":"OKP","crv":"Ed25519","x":"{}"}})", base64url_encode({point.data(), size}));
}

std::string sign(Algorithm algorithm, EVP_PKEY* key, std::string_view text) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t size = 512;
  std::string signature(size, '\0');
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  EVP_DigestSignInit(context, nullptr, algorithm == Algorithm::eddsa ? nullptr : EVP_sha256(), nullptr, key);
  EVP_DigestSign(context, out, &size, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(context);
  signature.resize(size);
  if (algorithm != Algorithm::es256) {
    return signature;
  }
  const unsigned char* der = out;
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size));
  std::string raw(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char*>(raw.data()), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
  ECDSA_SIG_free(pair);
  return raw;
}

void verify_user_jwt(benchmark::State& state, Algorithm algorithm) {
  const PkeyPtr key = generate(algorithm);
  const bool secret = algorithm == Algorithm::hs256;
  const KeySet keys =
      secret ? KeySet::of_secret("secret")
             : *KeySet::parse(R"({"keys":[)" + public_jwk(algorithm, key.get()) + "]}", SymmetricKeys::refused);
  const std::string header = fmt::format(R"({{"alg":"{}"}})", name_of(algorithm));
  const std::string text = base64url_encode(header) + '.' + base64url_encode(kClaims);
  const std::string token =
      secret ? sign_hs256(header, kClaims, "secret") : text + '.' + base64url_encode(sign(algorithm, key.get(), text));
  JwtIssuerSettings issuer;
  issuer.issuer = "https://issuer";
  issuer.audience = {"app"};
  for (auto _ : state) {
    const auto jwt = parse_jwt(token);
    const auto identity = verify_jwt(*jwt, keys, issuer, kNow, JwtUse::connect);
    if (!identity) {
      return state.SkipWithError("the token was refused");
    }
  }
}

void verify_connection_token(benchmark::State& state) {
  const ConnectionTokens tokens({.secret = "current secret", .previous_secret = "previous secret"});
  const std::string token =
      tokens.sign(fresh_token(UserId("018f0000-0000-7000-8000-000000000001"), kNow, std::chrono::minutes(1)));
  for (auto _ : state) {
    if (!tokens.verify(token, kNow)) {
      return state.SkipWithError("the token was refused");
    }
  }
}

void issue_connection_token(benchmark::State& state) {
  const ConnectionTokens tokens({.secret = "current secret", .previous_secret = ""});
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        tokens.sign(fresh_token(UserId("018f0000-0000-7000-8000-000000000001"), kNow, std::chrono::minutes(1))));
  }
}

void find_service_key(benchmark::State& state) {
  std::vector<ServiceKeySettings> services;
  for (int i = 0; i < 10; ++i) {
    services.push_back({fmt::format("service-{}", i), fmt::format("key-{}", i), ScopeSet::all()});
  }
  const ServiceKeys keys(services);
  for (auto _ : state) {
    benchmark::DoNotOptimize(keys.find("key-5"));
  }
}

BENCHMARK_CAPTURE(verify_user_jwt, HS256, Algorithm::hs256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify_user_jwt, RS256, Algorithm::rs256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify_user_jwt, ES256, Algorithm::es256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify_user_jwt, EdDSA, Algorithm::eddsa)->Unit(benchmark::kMicrosecond);
BENCHMARK(verify_connection_token)->Unit(benchmark::kMicrosecond);
BENCHMARK(issue_connection_token)->Unit(benchmark::kMicrosecond);
BENCHMARK(find_service_key)->Unit(benchmark::kMicrosecond);

}  // namespace

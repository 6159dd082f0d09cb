#include "adapters/auth/jwk.hpp"

#include "adapters/auth/crypto.hpp"
#include "adapters/auth/strict_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <algorithm>

namespace belfry::auth {
namespace {

namespace json = boost::json;

constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;  // a larger one would only make us slow
constexpr int kMaxRsaExponentBits = 64;
constexpr std::size_t kCoordinateBytes = 32;
constexpr std::size_t kMinSecretBytes = 32;

struct Free {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

std::optional<std::string> bytes_member(const json::object& jwk, std::string_view name) {
  const auto text = string_member(jwk, name);
  return text ? base64url_decode(*text) : std::nullopt;
}

const unsigned char* data_of(const std::string& bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

PkeyPtr make_key(const char* type, OSSL_PARAM_BLD* builder) {
  const Owned<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(builder));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (params == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return PkeyPtr(key);
}

PkeyPtr make_rsa(const json::object& jwk) {
  const auto modulus = bytes_member(jwk, "n");
  const auto exponent = bytes_member(jwk, "e");
  if (!modulus || !exponent || modulus->size() > kMaxRsaBits / 8 + 1 || exponent->size() > kMaxRsaExponentBits / 8) {
    return nullptr;
  }
  const Owned<BIGNUM> n(BN_bin2bn(data_of(*modulus), static_cast<int>(modulus->size()), nullptr));
  const Owned<BIGNUM> e(BN_bin2bn(data_of(*exponent), static_cast<int>(exponent->size()), nullptr));
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  if (n == nullptr || e == nullptr || builder == nullptr || BN_num_bits(n.get()) < kMinRsaBits ||
      BN_num_bits(n.get()) > kMaxRsaBits || BN_is_odd(n.get()) == 0 || BN_is_odd(e.get()) == 0 ||
      BN_is_one(e.get()) != 0) {
    return nullptr;
  }
  if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return nullptr;
  }
  return make_key("RSA", builder.get());
}

PkeyPtr make_p256(const json::object& jwk) {
  const auto x = bytes_member(jwk, "x");
  const auto y = bytes_member(jwk, "y");
  if (string_member(jwk, "crv") != "P-256" || !x || !y || x->size() != kCoordinateBytes ||
      y->size() != kCoordinateBytes) {
    return nullptr;
  }
  const std::string point = '\x04' + *x + *y;  // SEC 1, uncompressed
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  if (builder == nullptr ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1) {
    return nullptr;
  }
  return make_key("EC", builder.get());
}

PkeyPtr make_ed25519(const json::object& jwk) {
  const auto x = bytes_member(jwk, "x");
  if (string_member(jwk, "crv") != "Ed25519" || !x || x->size() != kCoordinateBytes) {
    return nullptr;
  }
  return PkeyPtr(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data_of(*x), x->size()));
}

std::optional<Algorithm> algorithm_of(std::string_view key_type) {
  if (key_type == "RSA") {
    return Algorithm::rs256;
  }
  if (key_type == "EC") {
    return Algorithm::es256;
  }
  if (key_type == "OKP") {
    return Algorithm::eddsa;
  }
  if (key_type == "oct") {
    return Algorithm::hs256;
  }
  return std::nullopt;
}

bool absent_or(const json::object& jwk, std::string_view name, std::string_view value) {
  return !jwk.contains(name) || string_member(jwk, name) == value;
}

bool may_verify(const json::object& jwk) {
  const json::value* operations = jwk.if_contains("key_ops");
  if (operations == nullptr) {
    return true;
  }
  return operations->is_array() && std::ranges::any_of(operations->get_array(), [](const json::value& operation) {
           return operation.is_string() && operation.get_string() == "verify";
         });
}

std::optional<VerificationKey> make_secret(std::optional<std::string> id, const json::object& jwk) {
  auto secret = bytes_member(jwk, "k");
  if (!secret || secret->size() < kMinSecretBytes) {
    return std::nullopt;
  }
  return VerificationKey::from_secret(std::move(id), std::move(*secret));
}

PkeyPtr make_public_key(Algorithm algorithm, const json::object& jwk) {
  switch (algorithm) {
    case Algorithm::rs256: return make_rsa(jwk);
    case Algorithm::es256: return make_p256(jwk);
    case Algorithm::eddsa: return make_ed25519(jwk);
    case Algorithm::hs256: return nullptr;
  }
  std::unreachable();
}

}  // namespace

std::optional<VerificationKey> parse_jwk(const json::object& jwk, SymmetricKeys symmetric) {
  const auto key_type = string_member(jwk, "kty");
  const auto algorithm = key_type ? algorithm_of(*key_type) : std::nullopt;
  if (!algorithm || !absent_or(jwk, "alg", name_of(*algorithm)) || !absent_or(jwk, "use", "sig") || !may_verify(jwk)) {
    return std::nullopt;
  }
  std::optional<std::string> id;
  if (jwk.contains("kid")) {
    const auto text = string_member(jwk, "kid");
    if (!text) {
      return std::nullopt;
    }
    id = std::string(*text);
  }
  if (*algorithm == Algorithm::hs256) {
    return symmetric == SymmetricKeys::allowed ? make_secret(std::move(id), jwk) : std::nullopt;
  }
  PkeyPtr key = make_public_key(*algorithm, jwk);
  if (key == nullptr) {
    return std::nullopt;
  }
  return VerificationKey::from_public_key(std::move(id), *algorithm, std::move(key));
}

}  // namespace belfry::auth

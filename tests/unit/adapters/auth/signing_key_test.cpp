#include "unit/adapters/auth/signing_key.hpp"

#include "adapters/auth/crypto.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

// Not a test of ours alone: the helper that the other tests sign with, and the proof that what it makes is accepted.

namespace belfry::auth {
namespace {

PkeyPtr generate(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::rs256: return PkeyPtr(EVP_RSA_gen(2048));
    case Algorithm::es256: return PkeyPtr(EVP_EC_gen("P-256"));
    case Algorithm::eddsa: return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    case Algorithm::hs256: return nullptr;
  }
  return nullptr;
}

std::string to_raw(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::string raw(64, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + 32, 32);
  ECDSA_SIG_free(signature);
  return raw;
}

}  // namespace

SigningKey::SigningKey(Algorithm algorithm, std::string kid)
    : algorithm_(algorithm), kid_(std::move(kid)), key_(generate(algorithm)) {}

std::string SigningKey::number(const char* parameter) const {
  BIGNUM* value = nullptr;
  EVP_PKEY_get_bn_param(key_.get(), parameter, &value);
  const int coordinate = algorithm_ == Algorithm::es256 ? 32 : BN_num_bytes(value);
  std::string bytes(static_cast<std::size_t>(coordinate), '\0');
  BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), coordinate);
  BN_free(value);
  return base64url_encode(bytes);
}

std::string SigningKey::jwk() const {
  const std::string tail = fmt::format(R"("kid":"{}","use":"sig","alg":"{}"}})", kid_, name_of(algorithm_));
  if (algorithm_ == Algorithm::rs256) {
    return fmt::format(R"({{"kty":"RSA","n":"{}","e":"{}",)", number(OSSL_PKEY_PARAM_RSA_N),
                       number(OSSL_PKEY_PARAM_RSA_E)) +
           tail;
  }
  if (algorithm_ == Algorithm::es256) {
    return fmt::format(R"({{"kty":"EC","crv":"P-256","x":"{}","y":"{}",)", number(OSSL_PKEY_PARAM_EC_PUB_X),
                       number(OSSL_PKEY_PARAM_EC_PUB_Y)) +
           tail;
  }
  std::array<char, 32> point;
  std::size_t size = point.size();
  EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(point.data()), &size);
  return fmt::format(R"({{"kty":"OKP","crv":"Ed25519","x":"{}",)", base64url_encode({point.data(), size})) + tail;
}

std::string SigningKey::raw_openssl_signature(std::string_view text) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const EVP_MD* digest = algorithm_ == Algorithm::eddsa ? nullptr : EVP_sha256();
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 1024;
  std::string signature(size, '\0');
  EVP_DigestSignInit(context, nullptr, digest, nullptr, key_.get());
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, data, text.size());
  EVP_MD_CTX_free(context);
  signature.resize(size);
  return signature;
}

std::string SigningKey::signature(std::string_view text) const {
  std::string made = raw_openssl_signature(text);
  return algorithm_ == Algorithm::es256 ? to_raw(made) : made;
}

std::string SigningKey::jwt_with_header(std::string_view header, std::string_view claims) const {
  const std::string text = base64url_encode(header) + '.' + base64url_encode(claims);
  return text + '.' + base64url_encode(signature(text));
}

std::string SigningKey::jwt(std::string_view claims) const {
  return jwt_with_header(fmt::format(R"({{"alg":"{}","kid":"{}"}})", name_of(algorithm_), kid_), claims);
}

std::string SigningKey::public_pem() const {
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(out, key_.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  std::string pem(data, static_cast<std::size_t>(size));
  BIO_free(out);
  return pem;
}

const SigningKey& rsa_key() {
  static const SigningKey key(Algorithm::rs256, "rsa-1");
  return key;
}

const SigningKey& ec_key() {
  static const SigningKey key(Algorithm::es256, "ec-1");
  return key;
}

const SigningKey& ed_key() {
  static const SigningKey key(Algorithm::eddsa, "ed-1");
  return key;
}

std::string jwks_of(const std::vector<const SigningKey*>& keys) {
  std::string list;
  for (const SigningKey* key : keys) {
    list += (list.empty() ? "" : ",") + key->jwk();
  }
  return R"({"keys":[)" + list + "]}";
}

TEST(SigningKey, MakesSignaturesThatItsPublishedKeyAccepts) {
  for (const SigningKey* key : {&rsa_key(), &ec_key(), &ed_key()}) {
    const auto set = KeySet::parse(jwks_of({key}), SymmetricKeys::refused);
    ASSERT_TRUE(set.has_value()) << key->kid();
    for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
      const auto found = set->select(key->kid(), algorithm);
      if (found) {
        EXPECT_TRUE((*found)->verify("text", key->signature("text"))) << key->kid();
        EXPECT_FALSE((*found)->verify("texT", key->signature("text"))) << key->kid();
      }
    }
  }
}

}  // namespace belfry::auth

#include "adapters/auth/verification_key.hpp"

#include "adapters/auth/crypto.hpp"

#include <openssl/ecdsa.h>
#include <openssl/err.h>

#include <array>

namespace belfry::auth {
namespace {

constexpr std::size_t kP256Bytes = 32;
constexpr std::size_t kEd25519SignatureBytes = 64;

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct EcdsaSigDeleter {
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};

const unsigned char* data_of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

/// From r and s side by side to the DER that OpenSSL takes; empty when it is neither.
std::string to_der(std::string_view raw) {
  if (raw.size() != 2 * kP256Bytes) {
    return {};
  }
  const std::unique_ptr<ECDSA_SIG, EcdsaSigDeleter> signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(data_of(raw), kP256Bytes, nullptr);
  BIGNUM* s = BN_bin2bn(data_of(raw) + kP256Bytes, kP256Bytes, nullptr);
  if (signature == nullptr || r == nullptr || s == nullptr || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  std::array<unsigned char, 80> der;  // a P-256 signature takes 72 at most
  unsigned char* end = der.data();
  const int size = i2d_ECDSA_SIG(signature.get(), &end);
  return size > 0 ? std::string(reinterpret_cast<const char*>(der.data()), static_cast<std::size_t>(size))
                  : std::string();
}

bool verify_digest(EVP_PKEY* key, const EVP_MD* digest, std::string_view signed_text, std::string_view signature) {
  const std::unique_ptr<EVP_MD_CTX, ContextDeleter> context(EVP_MD_CTX_new());
  const bool good = context != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(signed_text),
                                     signed_text.size()) == 1;
  if (!good) {
    ERR_clear_error();  // a refused token must not look like the failure of this thread's next TLS call
  }
  return good;
}

}  // namespace

std::optional<Algorithm> parse_algorithm(std::string_view name) {
  for (const Algorithm algorithm : {Algorithm::hs256, Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
    if (name_of(algorithm) == name) {
      return algorithm;
    }
  }
  return std::nullopt;
}

VerificationKey VerificationKey::from_secret(std::optional<std::string> id, std::string secret) {
  return VerificationKey(std::move(id), Algorithm::hs256, std::move(secret), nullptr);
}

VerificationKey VerificationKey::from_public_key(std::optional<std::string> id, Algorithm algorithm, PkeyPtr key) {
  return VerificationKey(std::move(id), algorithm, {}, std::move(key));
}

bool VerificationKey::verify(std::string_view signed_text, std::string_view signature) const {
  switch (algorithm_) {
    case Algorithm::hs256: return constant_time_equal(as_text(hmac_sha256(secret_, signed_text)), signature);
    case Algorithm::rs256: return verify_digest(key_.get(), EVP_sha256(), signed_text, signature);
    case Algorithm::es256: {
      const std::string der = to_der(signature);
      return !der.empty() && verify_digest(key_.get(), EVP_sha256(), signed_text, der);
    }
    case Algorithm::eddsa:
      return signature.size() == kEd25519SignatureBytes && verify_digest(key_.get(), nullptr, signed_text, signature);
  }
  std::unreachable();
}

}  // namespace belfry::auth

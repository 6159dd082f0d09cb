#include "adapters/auth/verification_key.hpp"

#include "adapters/auth/crypto.hpp"
#include "adapters/auth/jwk.hpp"
#include "adapters/auth/strict_json.hpp"
#include "unit/adapters/auth/signing_key.hpp"

#include <gtest/gtest.h>

#include <openssl/err.h>

namespace belfry::auth {
namespace {

/// The payload of RFC 7515 appendix A.1 to A.3.
constexpr std::string_view kJoe =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

VerificationKey key_of(std::string_view jwk) {
  auto object = parse_object(jwk);
  auto key = object ? parse_jwk(*object, SymmetricKeys::allowed) : std::nullopt;
  EXPECT_TRUE(key.has_value()) << jwk;
  return key ? std::move(*key) : VerificationKey::from_secret(std::nullopt, "not the key");
}

bool verifies(std::string_view jwk, const std::string& signed_text, std::string_view signature) {
  const auto bytes = base64url_decode(signature);
  return bytes.has_value() && key_of(jwk).verify(signed_text, *bytes);
}

TEST(VerificationKey, AcceptsTheHmacOfRfc7515A1) {
  EXPECT_TRUE(verifies(
      R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})",
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + std::string(kJoe), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
}

TEST(VerificationKey, AcceptsTheRsaSignatureOfRfc7515A2) {
  EXPECT_TRUE(verifies(
      R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0)"
      R"(Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-)"
      R"(KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2)"
      R"(ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})",
      "eyJhbGciOiJSUzI1NiJ9." + std::string(kJoe),
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t"
      "1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12j"
      "zDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQ"
      "Ge77Rw"));
}

TEST(VerificationKey, AcceptsTheEcdsaSignatureOfRfc7515A3) {
  EXPECT_TRUE(verifies(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                       R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
                       "eyJhbGciOiJFUzI1NiJ9." + std::string(kJoe),
                       "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"));
}

TEST(VerificationKey, AcceptsTheEd25519SignatureOfRfc8037A4) {
  EXPECT_TRUE(verifies(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
                       "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
                       "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"));
}

TEST(VerificationKey, RefusesEveryOneBitFlipOfASignature) {
  for (const SigningKey* signer : {&rsa_key(), &ec_key(), &ed_key()}) {
    const VerificationKey key = key_of(signer->jwk());
    std::string signature = signer->signature("text");
    ASSERT_TRUE(key.verify("text", signature)) << signer->kid();
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
      signature[bit / 8] = static_cast<char>(signature[bit / 8] ^ (1 << (bit % 8)));
      EXPECT_FALSE(key.verify("text", signature)) << signer->kid() << " bit " << bit;
      signature[bit / 8] = static_cast<char>(signature[bit / 8] ^ (1 << (bit % 8)));
    }
  }
}

TEST(VerificationKey, RefusesSignaturesOfAWrongLength) {
  for (const SigningKey* signer : {&rsa_key(), &ec_key(), &ed_key()}) {
    const VerificationKey key = key_of(signer->jwk());
    const std::string signature = signer->signature("text");
    EXPECT_FALSE(key.verify("text", ""));
    EXPECT_FALSE(key.verify("text", signature.substr(1)));
    EXPECT_FALSE(key.verify("text", signature.substr(0, signature.size() - 1)));
    EXPECT_FALSE(key.verify("text", signature + '\0'));
  }
}

TEST(VerificationKey, RefusesEcdsaSignaturesOfZeroes) {
  const VerificationKey key = key_of(ec_key().jwk());
  const std::string signature = ec_key().signature("text");
  const std::string zero(32, '\0');
  EXPECT_FALSE(key.verify("text", zero + zero));
  EXPECT_FALSE(key.verify("text", zero + signature.substr(32)));
  EXPECT_FALSE(key.verify("text", signature.substr(0, 32) + zero));
}

TEST(VerificationKey, RefusesAnEcdsaSignatureInDer) {
  EXPECT_FALSE(key_of(ec_key().jwk()).verify("text", ec_key().raw_openssl_signature("text")));
}

TEST(VerificationKey, LeavesNoErrorBehindForTheNextUserOfOpenSsl) {
  EXPECT_FALSE(key_of(rsa_key().jwk()).verify("text", std::string(256, 'x')));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(Algorithm, IsNamedAsInTheHeader) {
  for (const Algorithm algorithm : {Algorithm::hs256, Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
    EXPECT_EQ(parse_algorithm(name_of(algorithm)), algorithm);
  }
  for (const char* name : {"none", "None", "", "hs256", "RS512", "PS256", "ES384", "Ed25519"}) {
    EXPECT_EQ(parse_algorithm(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace belfry::auth

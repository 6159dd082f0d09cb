#include "adapters/auth/jwk.hpp"

#include "adapters/auth/crypto.hpp"
#include "adapters/auth/key_set.hpp"
#include "adapters/auth/strict_json.hpp"
#include "unit/adapters/auth/signing_key.hpp"

#include <gtest/gtest.h>
#include <boost/json/serialize.hpp>

namespace belfry::auth {
namespace {

namespace json = boost::json;

bool usable(const json::object& jwk) { return parse_jwk(jwk, SymmetricKeys::allowed).has_value(); }

json::object published(const SigningKey& key) { return parse_object(key.jwk()).value_or(json::object()); }

json::object changed(json::object jwk, std::string_view member, const json::value& value) {
  jwk[member] = value;
  return jwk;
}

json::object without(json::object jwk, std::string_view member) {
  jwk.erase(member);
  return jwk;
}

TEST(Jwk, GivesEachKindOfKeyItsOneAlgorithm) {
  EXPECT_EQ(parse_jwk(published(rsa_key()), SymmetricKeys::refused)->algorithm(), Algorithm::rs256);
  EXPECT_EQ(parse_jwk(published(ec_key()), SymmetricKeys::refused)->algorithm(), Algorithm::es256);
  EXPECT_EQ(parse_jwk(published(ed_key()), SymmetricKeys::refused)->algorithm(), Algorithm::eddsa);
  const json::object secret = {{"kty", "oct"}, {"k", base64url_encode(std::string(32, 's'))}};
  EXPECT_EQ(parse_jwk(secret, SymmetricKeys::allowed)->algorithm(), Algorithm::hs256);
}

TEST(Jwk, WorksWithoutTheOptionalMembers) {
  EXPECT_TRUE(usable(without(without(without(published(rsa_key()), "alg"), "use"), "kid")));
}

TEST(Jwk, RefusesAnAlgorithmThatIsNotTheKeys) {
  EXPECT_FALSE(usable(changed(published(rsa_key()), "alg", "HS256")));
  EXPECT_FALSE(usable(changed(published(rsa_key()), "alg", "PS256")));
  EXPECT_FALSE(usable(changed(published(ec_key()), "alg", "RS256")));
  EXPECT_FALSE(usable(changed(published(ed_key()), "alg", 1)));
}

TEST(Jwk, RefusesAKeyThatIsNotForSignatures) {
  EXPECT_FALSE(usable(changed(published(rsa_key()), "use", "enc")));
  EXPECT_FALSE(usable(changed(published(rsa_key()), "key_ops", json::array{"encrypt"})));
  EXPECT_TRUE(usable(changed(published(rsa_key()), "key_ops", json::array{"verify"})));
}

TEST(Jwk, RefusesAShortRsaModulus) {
  const std::string n_1024 = base64url_encode('\x80' + std::string(126, '\x11') + '\x01');
  EXPECT_FALSE(usable(changed(published(rsa_key()), "n", json::string(n_1024))));
}

TEST(Jwk, RefusesAnRsaModulusThatWouldMakeUsSlow) {
  const std::string n_16384 = base64url_encode('\x80' + std::string(2046, '\x11') + '\x01');
  EXPECT_FALSE(usable(changed(published(rsa_key()), "n", json::string(n_16384))));
}

TEST(Jwk, RefusesRsaExponentsThatProveNothing) {
  for (const std::string& exponent : {std::string("\x01"), std::string("\x02"), std::string("\0", 1), std::string()}) {
    EXPECT_FALSE(usable(changed(published(rsa_key()), "e", json::string(base64url_encode(exponent)))));
  }
}

TEST(Jwk, RefusesAPointThatIsNotOnTheCurve) {
  const std::string elsewhere = base64url_encode(std::string(32, '\x07'));
  EXPECT_FALSE(usable(changed(published(ec_key()), "y", json::string(elsewhere))));
}

TEST(Jwk, RefusesOtherCurves) {
  EXPECT_FALSE(usable(changed(published(ec_key()), "crv", "P-384")));
  EXPECT_FALSE(usable(changed(published(ed_key()), "crv", "X25519")));
}

TEST(Jwk, RefusesMembersThatAreMissingOrNotBase64Url) {
  for (const char* member : {"kty", "n", "e"}) {
    EXPECT_FALSE(usable(without(published(rsa_key()), member))) << member;
    EXPECT_FALSE(usable(changed(published(rsa_key()), member, 7))) << member;
    EXPECT_FALSE(usable(changed(published(rsa_key()), member, "a+b="))) << member;
  }
  EXPECT_FALSE(usable(changed(published(ed_key()), "x", "AAAA")));
  EXPECT_FALSE(usable(changed(published(rsa_key()), "kid", 7)));
}

TEST(Jwk, RefusesAShortSecretAndASecretThatWasPublished) {
  const json::object brief = {{"kty", "oct"}, {"k", base64url_encode(std::string(31, 's'))}};
  const json::object secret = {{"kty", "oct"}, {"k", base64url_encode(std::string(32, 's'))}};
  EXPECT_FALSE(parse_jwk(brief, SymmetricKeys::allowed).has_value());
  EXPECT_FALSE(parse_jwk(secret, SymmetricKeys::refused).has_value());
}

TEST(KeySet, SkipsKeysThatItDoesNotUnderstand) {
  const std::string jwks = R"({"keys":[{"kty":"quantum"},7,{"kty":"EC","crv":"P-521"},)" + ec_key().jwk() + "]}";
  const auto set = KeySet::parse(jwks, SymmetricKeys::refused);
  ASSERT_TRUE(set.has_value());
  EXPECT_EQ(set->size(), 1U);
}

TEST(KeySet, RefusesWhatHoldsNoUsableKey) {
  for (const char* jwks :
       {"", "<html>", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})", R"({"keys":[{"kty":"EC"}]})"}) {
    EXPECT_FALSE(KeySet::parse(jwks, SymmetricKeys::refused).has_value()) << jwks;
  }
}

TEST(KeySet, SelectsByKid) {
  const auto set = KeySet::parse(jwks_of({&rsa_key(), &ec_key()}), SymmetricKeys::refused);
  EXPECT_EQ((*set->select("ec-1", Algorithm::es256))->id(), "ec-1");
  EXPECT_EQ(set->select("other", Algorithm::es256).error(), KeyMiss::unknown_kid);
  EXPECT_EQ(set->select("rsa-1", Algorithm::es256).error(), KeyMiss::wrong_algorithm);
}

TEST(KeySet, WithoutKidSelectsTheOnlyKeyOfTheAlgorithm) {
  const SigningKey second(Algorithm::es256, "ec-2");
  const auto one = KeySet::parse(jwks_of({&rsa_key(), &ec_key()}), SymmetricKeys::refused);
  const auto two = KeySet::parse(jwks_of({&second, &ec_key()}), SymmetricKeys::refused);
  EXPECT_EQ((*one->select(std::nullopt, Algorithm::es256))->id(), "ec-1");
  EXPECT_EQ(two->select(std::nullopt, Algorithm::es256).error(), KeyMiss::ambiguous);
}

TEST(KeySet, OfASecretDoesNotAskForAKid) {
  const KeySet set = KeySet::of_secret("secret");
  EXPECT_TRUE(set.select("any", Algorithm::hs256).has_value());
  EXPECT_TRUE(set.select(std::nullopt, Algorithm::hs256).has_value());
  EXPECT_FALSE(set.select("any", Algorithm::rs256).has_value());
}

}  // namespace
}  // namespace belfry::auth

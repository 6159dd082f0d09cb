#include "adapters/http/routes/idempotency.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace belfry::http {
namespace {

Request request_with(const std::string& key, std::string route = "/jobs") {
  Request request;
  request.route = std::move(route);
  request.headers.add("Idempotency-Key", key);
  return request;
}

std::string suffix(const std::string& key, const std::string& caller = "backend", const std::string& route = "/jobs") {
  return id_suffix(**idempotency_claim(request_with(key, route), caller));
}

TEST(IdempotencyClaim, IsNothingWithoutAKey) {
  const auto claim = idempotency_claim(Request{}, "backend");
  ASSERT_TRUE(claim);
  EXPECT_FALSE(*claim);
}

TEST(IdempotencyClaim, TakesKeysOfPrintableCharactersOnly) {
  for (const std::string& key : {std::string(255, 'k'), std::string("!~"), std::string("0190a1b2-c3d4")}) {
    EXPECT_TRUE(idempotency_claim(request_with(key), "backend")) << key;
  }
  for (const std::string& key :
       {std::string(), std::string(256, 'k'), std::string("a b"), std::string("\x7f"), std::string("\xc3\xa4")}) {
    EXPECT_FALSE(idempotency_claim(request_with(key), "backend")) << key;
  }
}

TEST(IdempotencyClaim, TellsBodiesApart) {
  Request first = request_with("k");
  Request second = request_with("k");
  first.body = "{}";
  second.body = "{ }";
  const auto one = idempotency_claim(first, "backend");
  const auto other = idempotency_claim(second, "backend");
  EXPECT_EQ((*one)->key, (*other)->key);
  EXPECT_NE((*one)->fingerprint, (*other)->fingerprint);
}

TEST(IdSuffix, IsTheSameForTheSameKeyOfTheSameCallerAndRoute) {
  EXPECT_EQ(suffix("k1"), suffix("k1"));
  const std::set<std::string> all = {suffix("k1"), suffix("k2"), suffix("k1", "importer"),
                                     suffix("k1", "backend", "/notifications")};
  EXPECT_EQ(all.size(), 4U);
}

TEST(IdSuffix, DoesNotDependOnTheBody) {
  Request other = request_with("k1");
  other.body = "{}";
  EXPECT_EQ(id_suffix(**idempotency_claim(other, "backend")), suffix("k1"));
}

TEST(IdSuffix, IsOfCharactersThatAnIdMayHave) {
  for (int i = 0; i < 100; ++i) {
    const std::string text = suffix(std::to_string(i));
    EXPECT_EQ(text.size(), 26U);
    EXPECT_EQ(text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace belfry::http

#include "adapters/webhook/signature.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::webhook {
namespace {

constexpr Instant kAt{std::chrono::milliseconds(1'768'000'000'999)};

/// As another tool computes it: printf '1768000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac 0123456789abcdef
TEST(Signature, IsTheHmacOfSecondsAndBody) {
  EXPECT_EQ(signature("0123456789abcdef", kAt, R"({"id":"evt_1"})"),
            "t=1768000000,v1=b68023fbe2e97351b827851b7841c86f179af4f494aaaa818a4531e978180eb5");
}

TEST(Signature, DependsOnSecretTimeAndBody) {
  const std::string usual = signature("secret", kAt, "body");
  EXPECT_EQ(signature("secret", kAt, "body"), usual);
  EXPECT_NE(signature("Secret", kAt, "body").substr(13), usual.substr(13));
  EXPECT_NE(signature("secret", kAt + std::chrono::seconds(1), "body").substr(13), usual.substr(13));
  EXPECT_NE(signature("secret", kAt, "Body").substr(13), usual.substr(13));
}

}  // namespace
}  // namespace belfry::webhook

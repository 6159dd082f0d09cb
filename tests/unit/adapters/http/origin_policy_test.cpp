#include "adapters/http/origin_policy.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

using Loopback = OriginPolicy::Loopback;

TEST(OriginPolicy, AllowsTheListAndItsOwnOriginOnly) {
  const OriginPolicy policy({.allow = {"https://app.example", "http://Other.example:8080/"},
                             .public_url = "https://belfry.example:443/base"});
  for (const char* good : {"https://app.example", "HTTPS://APP.example", "https://app.example:443",
                           "http://other.example:8080", "https://belfry.example"}) {
    EXPECT_TRUE(policy.allows(good)) << good;
  }
  for (const char* bad : {"http://app.example", "https://app.example:444", "https://app.example.evil.example",
                          "https://evil.example", "null", "app.example", "http://localhost:3000", "https://"}) {
    EXPECT_FALSE(policy.allows(bad)) << bad;
  }
}

TEST(OriginPolicy, LetsProgramsWithoutAnOriginPass) { EXPECT_TRUE(OriginPolicy({}).allows("")); }

TEST(OriginPolicy, AllowsAnyOriginByAStar) {
  const OriginPolicy policy({.allow = {"*"}, .public_url = ""});
  EXPECT_TRUE(policy.allows("https://anything.example"));
  EXPECT_TRUE(policy.allows("null"));
}

TEST(OriginPolicy, AllowsLoopbackWithAnyPortInDevelopment) {
  const OriginPolicy policy({.allow = {}, .public_url = "", .loopback = Loopback::any_port});
  for (const char* good :
       {"http://localhost:5173", "http://localhost", "https://127.0.0.1:8443", "http://[::1]:3000", "http://[::1]"}) {
    EXPECT_TRUE(policy.allows(good)) << good;
  }
  for (const char* bad : {"http://localhost.evil.example", "http://127.0.0.1.evil.example:80", "http://10.0.0.1"}) {
    EXPECT_FALSE(policy.allows(bad)) << bad;
  }
}

}  // namespace
}  // namespace belfry::http

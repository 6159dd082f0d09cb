#include "cli/bench/target.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace belfry::cli::bench {
namespace {

TEST(Target, TakesAnAddressAndAPort) { EXPECT_EQ(Target::parse("http://127.0.0.1:8080")->host(), "127.0.0.1:8080"); }

TEST(Target, TakesLocalhost) { EXPECT_TRUE(Target::parse("http://localhost:8080").has_value()); }

TEST(Target, RefusesTls) {
  EXPECT_NE(Target::parse("https://127.0.0.1:8080").error().find("no TLS"), std::string::npos);
}

TEST(Target, RefusesANameThatWouldHaveToBeLookedUp) {
  EXPECT_NE(Target::parse("http://belfry.example:80").error().find("numeric"), std::string::npos);
}

TEST(Target, SaysWhatToDoWhenNobodyListens) {
  EXPECT_NE(explain_errno(ECONNREFUSED, "127.0.0.1:1").find("belfry serve"), std::string::npos);
}

}  // namespace
}  // namespace belfry::cli::bench

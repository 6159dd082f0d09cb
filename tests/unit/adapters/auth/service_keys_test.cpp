#include "adapters/auth/service_keys.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace belfry::auth {
namespace {

ServiceKeys two_services() {
  return ServiceKeys({{"backend", "key-1", ScopeSet::all()}, {"reports", "key-2", {Scope::publish, Scope::jobs}}});
}

TEST(ServiceKeys, TellsWhoseKeyItIs) {
  const ServiceKeys keys = two_services();
  ASSERT_NE(keys.find("key-1"), nullptr);
  EXPECT_EQ(keys.find("key-1")->name, "backend");
  ASSERT_NE(keys.find("key-2"), nullptr);
  EXPECT_EQ(keys.find("key-2")->name, "reports");
  EXPECT_TRUE(keys.find("key-2")->scopes.contains(Scope::jobs));
  EXPECT_FALSE(keys.find("key-2")->scopes.contains(Scope::admin));
}

TEST(ServiceKeys, KnowsNoOtherKey) {
  const ServiceKeys keys = two_services();
  for (const char* key : {"", "key", "key-3", "KEY-1", "key-1 ", "key-11"}) {
    EXPECT_EQ(keys.find(key), nullptr) << key;
  }
}

TEST(ServiceKeys, RefusesAnEmptyKeyAtStart) {
  EXPECT_THROW(ServiceKeys({{"backend", "", ScopeSet::all()}}), std::invalid_argument);
}

TEST(ServiceKeys, RefusesAKeyOfTwoServicesAtStart) {
  EXPECT_THROW(ServiceKeys({{"a", "key", ScopeSet::all()}, {"b", "key", ScopeSet()}}), std::invalid_argument);
}

TEST(Scope, IsNamedAsInTheConfiguration) {
  for (const Scope scope : kScopes) {
    EXPECT_EQ(parse_scope(name_of(scope)), scope);
    EXPECT_TRUE(ScopeSet::all().contains(scope));
    EXPECT_FALSE(ScopeSet().contains(scope));
  }
  EXPECT_EQ(parse_scope("root"), std::nullopt);
  EXPECT_EQ(parse_scope(""), std::nullopt);
}

}  // namespace
}  // namespace belfry::auth

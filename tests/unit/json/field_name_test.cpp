#include "json/field_name.hpp"

#include <gtest/gtest.h>

namespace belfry::json {
namespace {

TEST(FieldName, TurnsSnakeCaseIntoCamelCase) {
  EXPECT_EQ(camel_case("action_url").view(), "actionUrl");
  EXPECT_EQ(camel_case("title").view(), "title");
  EXPECT_EQ(camel_case("retry_after_ms").view(), "retryAfterMs");
}

}  // namespace
}  // namespace belfry::json

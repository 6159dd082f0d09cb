#include "adapters/http/request_ids.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

constexpr Instant kNow{std::chrono::milliseconds(1'768'000'000'123)};

TEST(RequestIds, KeepASaneIdOfTheClient) {
  EXPECT_EQ(request_id_from("a-1_B.~", kNow), "a-1_B.~");
  EXPECT_EQ(correlation_id_from(std::string(128, 'x')), std::string(128, 'x'));
}

TEST(RequestIds, ReplaceWhatCouldHarmALog) {
  for (const std::string& bad :
       {std::string(), std::string(129, 'x'), std::string("a b"), std::string("a\nb"), std::string("\xC3\xA9")}) {
    EXPECT_TRUE(request_id_from(bad, kNow).starts_with("req_1768000000123_")) << bad;
    EXPECT_EQ(correlation_id_from(bad), "");
  }
}

TEST(RequestIds, AreNewEachTime) { EXPECT_NE(request_id_from("", kNow), request_id_from("", kNow)); }

}  // namespace
}  // namespace belfry::http

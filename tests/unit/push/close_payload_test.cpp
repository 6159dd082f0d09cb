#include "push/close_payload.hpp"

#include "client_bytes.hpp"

#include <gtest/gtest.h>

namespace belfry::push {
namespace {

using testing::close_payload;

TEST(ClosePayload, ReadsNoStatusFromAnEmptyOne) { EXPECT_EQ(parse_close_payload({}), CloseCode::no_status); }

TEST(ClosePayload, RefusesOneByte) {
  const auto parsed = parse_close_payload("\x03");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error(), CloseCode::protocol_error);
}

TEST(ClosePayload, AllowsTheCodesThatMayBeSent) {
  for (const std::uint16_t code :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    EXPECT_EQ(parse_close_payload(close_payload(code)), static_cast<CloseCode>(code)) << code;
  }
}

TEST(ClosePayload, RefusesTheCodesThatMayNotBeSent) {
  for (const std::uint16_t code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535}) {
    const auto parsed = parse_close_payload(close_payload(code));
    ASSERT_FALSE(parsed.has_value()) << code;
    EXPECT_EQ(parsed.error(), CloseCode::protocol_error) << code;
  }
}

TEST(ClosePayload, RefusesAReasonThatIsNotUtf8) {
  for (const std::string_view reason : {"\xFF", "cut \xE2\x82"}) {
    const auto parsed = parse_close_payload(close_payload(1000, reason));
    ASSERT_FALSE(parsed.has_value());
    EXPECT_EQ(parsed.error(), CloseCode::invalid_payload);
  }
}

TEST(CloseFrame, CutsALongReasonAtACharacter) {
  const std::string reason = std::string(122, 'x') + "€";
  const auto bytes = std::string(make_close_frame(CloseCode::normal, reason)->bytes());
  EXPECT_EQ(bytes, std::string("\x88\x7c\x03\xe8") + std::string(122, 'x'));
}

TEST(CloseFrame, IsEmptyWithoutAStatus) {
  EXPECT_EQ(make_close_frame(CloseCode::no_status, "ignored")->bytes(), std::string_view("\x88\0", 2));
}

}  // namespace
}  // namespace belfry::push

#include "base/error.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace belfry {
namespace {

TEST(ErrorCode, EveryCodeHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int code = 0; code < kErrorCodeCount; ++code) {
    const std::string_view name = name_of(static_cast<ErrorCode>(code));
    EXPECT_FALSE(name.empty());
    EXPECT_EQ(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), std::string_view::npos) << name;
    names.insert(name);
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kErrorCodeCount));
}

TEST(ErrorCode, EveryCodeHasAMessage) {
  for (int code = 0; code < kErrorCodeCount; ++code) {
    EXPECT_FALSE(default_message(static_cast<ErrorCode>(code)).empty());
  }
}

TEST(ErrorCode, TheMessagesOfTheProtocolStandAsWritten) {
  EXPECT_EQ(default_message(ErrorCode::invalid_message), "Invalid message format");
  EXPECT_EQ(default_message(ErrorCode::unknown_type), "Route not supported");
  EXPECT_EQ(default_message(ErrorCode::gone), "Connection removed");
  EXPECT_EQ(default_message(ErrorCode::delivery_error), "Failed to deliver message");
  EXPECT_EQ(default_message(ErrorCode::internal_error), "Internal server error");
}

TEST(Error, KeepsTheCauseForTheLogOutOfTheDetail) {
  const Error error = Error::logged(ErrorCode::store_unavailable, "disk I/O error");
  EXPECT_EQ(error.detail, "The store is unavailable");
  EXPECT_EQ(error.log_detail, "disk I/O error");
}

}  // namespace
}  // namespace belfry

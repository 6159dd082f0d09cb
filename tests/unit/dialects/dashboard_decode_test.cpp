#include "dialects/dashboard_dialect.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace belfry {
namespace {

using messages::ClientCommand;

Result<ClientCommand> decoded(std::string_view text) { return DashboardDialect().decode(text).command; }

ErrorCode refusal(std::string_view text) {
  const auto command = decoded(text);
  return command ? ErrorCode::internal_error : command.error().code;
}

TEST(DashboardDecode, TakesAPingInEachOfItsForms) {
  for (const auto* text : {R"({"type":"ping"})", R"({"type":"ping","version":"1.0","data":{}})",
                           R"({"type":"ping","version":"1.0","data":{},"timestamp":"2026-01-25T12:00:00.000Z"})",
                           R"({"type":"ping","unknown":1})"}) {
    const auto command = decoded(text);
    ASSERT_TRUE(command) << text;
    EXPECT_TRUE(std::holds_alternative<messages::Ping>(*command)) << text;
  }
}

TEST(DashboardDecode, TakesSubscriptions) {
  const auto wanted = decoded(R"({"type":"subscribe","version":"1.0","data":{"channels":["a","b"]}})");
  ASSERT_TRUE(wanted);
  EXPECT_EQ(std::get<messages::Subscribe>(*wanted).channels, (std::vector<std::string>{"a", "b"}));
  const auto unwanted = decoded(R"({"type":"unsubscribe","data":{"channels":[]}})");
  ASSERT_TRUE(unwanted);
  EXPECT_TRUE(std::get<messages::Unsubscribe>(*unwanted).channels.empty());
}

TEST(DashboardDecode, RefusesEveryOtherVersion) {
  for (const auto* text : {R"({"type":"ping","version":"1.1"})", R"({"type":"ping","version":""})",
                           R"({"type":"nonsense","version":"2.0"})"}) {
    EXPECT_EQ(refusal(text), ErrorCode::unsupported_version) << text;
  }
}

TEST(DashboardDecode, DoesNotKnowOtherTypes) {
  for (const auto* text : {R"({"type":"nonsense"})", R"({"type":"notification:ack"})", R"({"type":""})"}) {
    EXPECT_EQ(refusal(text), ErrorCode::unknown_type) << text;
  }
}

TEST(DashboardDecode, RefusesWhatIsNoMessage) {
  for (const auto* text : {"", " ", "nonsense", "[]", "1", "{}", R"({"type":1})", R"({"type":"ping","version":1})",
                           R"({"type":"ping","data":[]})", R"({"type":"subscribe"})",
                           R"({"type":"subscribe","data":{}})", R"({"type":"subscribe","data":{"channels":"a"}})",
                           R"({"type":"subscribe","data":{"channels":[1]}})", R"({"type":"ping"} x)"}) {
    EXPECT_EQ(refusal(text), ErrorCode::invalid_message) << text;
  }
}

}  // namespace
}  // namespace belfry

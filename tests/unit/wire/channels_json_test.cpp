#include "wire/channels_json.hpp"

#include "domain/channel_rules.hpp"
#include "json/writer.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string named(std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i) {
    names += fmt::format(R"({}"c{}")", i == 0 ? "" : ",", i);
  }
  return fmt::format(R"({{"channels":[{}]}})", names);
}

void expect_fault(std::string_view body, ErrorCode code, std::string_view pointer) {
  const auto read = read_channels_body(body);
  ASSERT_FALSE(read) << body;
  EXPECT_EQ(name_of(read.error().code), name_of(code)) << body;
  ASSERT_FALSE(read.error().fields.empty()) << body;
  EXPECT_EQ(read.error().fields[0].pointer, pointer) << body;
}

TEST(ChannelsJson, ReadsNamesEachOnceInTheOrderGiven) {
  const auto read = read_channels_body(R"({"channels":["b","user:ada:news","b","a"]})");
  ASSERT_TRUE(read);
  EXPECT_THAT(*read, ElementsAre("b", "user:ada:news", "a"));
}

TEST(ChannelsJson, ReadsNoneAtAll) {
  const auto read = read_channels_body(R"({"channels":[]})");
  ASSERT_TRUE(read);
  EXPECT_THAT(*read, IsEmpty());
}

TEST(ChannelsJson, PointsAtWhatIsWrong) {
  expect_fault("{", ErrorCode::invalid_message, "");
  expect_fault("[]", ErrorCode::validation_failed, "");
  expect_fault("{}", ErrorCode::validation_failed, "/channels");
  expect_fault(R"({"channels":"news"})", ErrorCode::validation_failed, "/channels");
  expect_fault(R"({"channels":[1]})", ErrorCode::validation_failed, "/channels/0");
  expect_fault(R"({"channels":[],"x":1})", ErrorCode::validation_failed, "/x");
  expect_fault(R"({"channels":["news","No Channel"]})", ErrorCode::invalid_channel, "/channels/1");
}

TEST(ChannelsJson, TakesAsManyAsAUserMayHaveAndNoMore) {
  EXPECT_TRUE(read_channels_body(named(ChannelRules::kMaxSubscriptions)));
  expect_fault(named(ChannelRules::kMaxSubscriptions + 1), ErrorCode::validation_failed, "/channels");
}

TEST(ChannelsJson, WritesThem) {
  const std::vector<std::string> channels = {"a", "user:ada:news"};
  EXPECT_EQ(channels_body(channels), R"({"channels":["a","user:ada:news"]})");
  EXPECT_EQ(channels_body({}), R"({"channels":[]})");
}

TEST(ChannelsJson, HaveASchema) {
  EXPECT_THAT(json::compact(channels_body_schema()),
              HasSubstr(R"("items":{"type":"string","pattern":"^[a-z0-9][a-z0-9_.:-]{0,63}$"},"maxItems":1000)"));
}

}  // namespace
}  // namespace belfry::wire

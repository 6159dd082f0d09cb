#include "base/log.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace belfry::log {
namespace {

constexpr std::string_view kTime = "2026-01-25T12:00:00.000Z";

TEST(LogLine, IsOneJsonObject) {
  EXPECT_EQ(render(Level::info, Format::json, kTime, "websocket:connected",
                   {{"userId", "ada"}, {"count", 3}, {"ratio", 0.5}, {"first", true}}),
            R"({"time":"2026-01-25T12:00:00.000Z","level":"info","event":"websocket:connected",)"
            R"("userId":"ada","count":3,"ratio":0.5,"first":true})");
}

TEST(LogLine, IsReadableAsText) {
  EXPECT_EQ(render(Level::warning, Format::text, kTime, "broadcast", {{"targetCount", 2}, {"by", "key 1"}}),
            R"(2026-01-25T12:00:00.000Z warning broadcast targetCount=2 by="key 1")");
}

TEST(LogLine, CannotBeForgedByAValue) {
  const std::string line = render(Level::error, Format::json, kTime, "e", {{"origin", "a\"\n{\"level\":\"info\"}\\"}});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_NE(line.find(R"("origin":"a\"\n{\"level\":\"info\"}\\")"), std::string::npos) << line;
}

TEST(LogLine, EscapesControlCharacters) {
  const std::string line =
      render(Level::debug, Format::text, kTime, "e", {{"v", std::string_view("\x00\x1B[31m\x7F\r", 8)}});
  EXPECT_NE(line.find(R"(v="\u0000\u001b[31m\u007f\u000d")"), std::string::npos) << line;
}

TEST(LogLine, IsNoFormatString) {
  EXPECT_NE(render(Level::info, Format::text, kTime, "{} %s", {{"v", "{0} %n"}}).find(R"({} %s v="{0} %n")"),
            std::string::npos);
}

}  // namespace
}  // namespace belfry::log

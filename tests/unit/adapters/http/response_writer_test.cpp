#include "adapters/http/response_writer.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

constexpr Instant kNow{std::chrono::seconds(784'111'777)};

TEST(HttpDate, IsThePreferredFormat) { EXPECT_EQ(http_date(kNow), "Sun, 06 Nov 1994 08:49:37 GMT"); }

TEST(Render, WritesAWholeResponse) {
  const std::string text =
      render(Response::json(200, "{}").with("ETag", "\"1\""), Persistence::keep_alive, BodyRule::send, kNow);
  EXPECT_EQ(
      text,
      "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nETag: \"1\"\r\nContent-Type: application/json\r\n"
      "X-Content-Type-Options: nosniff\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}");
}

TEST(Render, GivesNoLengthToStatusesWithoutABody) {
  for (const int status : {204, 304}) {
    const std::string text = render(Response{status, "text/plain", "x", {}}, Persistence::close, BodyRule::send, kNow);
    EXPECT_EQ(text.find("Content-Length"), std::string::npos);
    EXPECT_TRUE(text.ends_with("Connection: close\r\n\r\n"));
  }
}

TEST(Render, LetsNoValueBeginALineOfItsOwn) {
  const std::string text =
      render(Response::no_content().with("Location", "/a\r\nSet-Cookie: b"), Persistence::close, BodyRule::send, kNow);
  EXPECT_NE(text.find("Location: /a  Set-Cookie: b\r\n"), std::string::npos);
}

}  // namespace
}  // namespace belfry::http

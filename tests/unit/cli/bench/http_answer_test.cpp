#include "cli/bench/http_answer.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::bench {
namespace {

TEST(HttpAnswer, WaitsForTheWholeBody) {
  std::string bytes = "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhell";
  EXPECT_FALSE(take_answer(bytes).has_value());
  bytes += "o";
  const auto answer = take_answer(bytes);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 202);
  EXPECT_EQ(answer->body, "hello");
}

TEST(HttpAnswer, LeavesWhatComesBehindIt) {
  std::string bytes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x02{}";
  EXPECT_EQ(take_answer(bytes)->status, 101);
  EXPECT_EQ(bytes, "\x81\x02{}");
}

TEST(HttpAnswer, ReadsTheLengthInAnyCase) {
  std::string bytes = "HTTP/1.1 200 OK\r\ncontent-LENGTH:2\r\n\r\nok";
  EXPECT_EQ(take_answer(bytes)->body, "ok");
}

TEST(HttpAnswer, NamesTheKeyThatIsInTheWay) {
  EXPECT_NE(explain({429, R"({"code":"TOO_MANY_CONNECTIONS"})"}).find("limits.connections_per_user = 0"),
            std::string::npos);
  EXPECT_NE(explain({429, R"({"code":"RATE_LIMITED"})"}).find("limits.connect_attempts_per_minute_per_ip = 0"),
            std::string::npos);
}

TEST(HttpAnswer, ShowsARefusalThatItDoesNotKnow) {
  EXPECT_NE(explain({418, "teapot"}).find("teapot"), std::string::npos);
}

}  // namespace
}  // namespace belfry::cli::bench

#include "adapters/http_client/http_post.hpp"

#include "unit/cli/raw_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <future>

namespace belfry::http_client {
namespace {

using cli::test::RawConnection;
using cli::test::RawServer;
using std::chrono::milliseconds;

constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nX-Fault: some\r\nContent-Length: 2\r\n\r\nok";

/// The body of the next request; empty: there came none.
std::string take_request(RawConnection& connection) {
  const std::string head = connection.read_until("\r\n\r\n");
  const std::size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? "" : connection.read_exactly(std::stoul(head.substr(at + 16)));
}

void answer_one(RawConnection& connection) {
  take_request(connection);
  connection.send(kAnswer);
}

class HttpPostTest : public testing::Test {
 protected:
  HttpPost client_with(std::string answer_header = {}) {
    return {PostSettings{.user_agent = "belfry/test", .answer_header = std::move(answer_header)}, give_up};
  }

  static std::expected<PostAnswer, PostFailure> posted(HttpPost& client, const RawServer& server) {
    return client.post(fmt::format("http://127.0.0.1:{}/", server.port()), {"Expect:"}, "body");
  }

  std::atomic<bool> give_up{false};
};

TEST_F(HttpPostTest, NeverSendsARequestTwice) {
  std::promise<std::string> unanswered;
  std::promise<std::string> repeated;
  RawServer server({[&](RawConnection& connection) {
                      answer_one(connection);
                      unanswered.set_value(take_request(connection));
                    },
                    [&](RawConnection& connection) { repeated.set_value(take_request(connection)); }, answer_one});
  HttpPost client = client_with();
  ASSERT_TRUE(posted(client, server).has_value());
  const auto second = posted(client, server);
  EXPECT_EQ(unanswered.get_future().get(), "body");
  EXPECT_EQ(repeated.get_future().get(), "");
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().why, PostFailure::Why::unreachable);
  EXPECT_TRUE(posted(client, server).has_value());
}

TEST_F(HttpPostTest, TellsTheHeaderThatItWasMadeFor) {
  RawServer server({answer_one});
  HttpPost client = client_with("X-Fault");
  const auto answer = posted(client, server);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->header, "some");
  EXPECT_EQ(answer->body, "ok");
}

TEST_F(HttpPostTest, NeedsNoHeaders) {
  RawServer server({answer_one});
  HttpPost client = client_with();
  EXPECT_TRUE(client.post(fmt::format("http://127.0.0.1:{}/", server.port()), {}, "body").has_value());
}

TEST_F(HttpPostTest, WaitsNoLongerThanItIsToldForThisExchange) {
  std::promise<void> over;
  RawServer server({[&](RawConnection&) {
    over.get_future().wait();
  }});
  HttpPost client = client_with();
  const auto answer =
      client.post(fmt::format("http://127.0.0.1:{}/", server.port()), {"Expect:"}, "body", milliseconds(50));
  over.set_value();
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().why, PostFailure::Why::timeout);
}

}  // namespace
}  // namespace belfry::http_client

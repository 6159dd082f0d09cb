#include "adapters/webhook/http_webhook_sender.hpp"

#include "adapters/webhook/signature.hpp"
#include "adapters/webhook/webhook_body.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "unit/cli/raw_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <future>

namespace belfry::webhook {
namespace {

using cli::test::RawConnection;
using cli::test::RawServer;
using std::chrono::milliseconds;

constexpr std::string_view kSecret = "0123456789abcdef";

OutboxEntry some_entry() {
  OutboxEntry entry;
  entry.id = 7;
  entry.user = UserId("ada");
  return entry;
}

/// Reads one request and says what it was.
std::string take_request(RawConnection& connection) {
  std::string head = connection.read_until("\r\n\r\n");
  const std::size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? head : head + connection.read_exactly(std::stoul(head.substr(at + 16)));
}

RawServer::Script answering(std::string answer) {
  return [answer = std::move(answer)](RawConnection& connection) {
    take_request(connection);
    connection.send(answer);
  };
}

RawServer::Script answering_status(std::string_view status, std::string_view headers = "") {
  return answering(fmt::format("HTTP/1.1 {}\r\nContent-Length: 0\r\n{}\r\n", status, headers));
}

class HttpWebhookSenderTest : public testing::Test {
 protected:
  HttpWebhookSender::Settings settings_for(std::uint16_t port) const {
    HttpWebhookSender::Settings settings;
    settings.url = fmt::format("http://127.0.0.1:{}/hook", port);
    settings.post.timeout = std::chrono::seconds(10);
    settings.post.user_agent = "belfry/test";
    settings.secret = std::string(kSecret);
    settings.concurrency = 1;
    return settings;
  }

  Result<WebhookAnswer> sent_to(std::vector<RawServer::Script> scripts) {
    RawServer server(std::move(scripts));
    HttpWebhookSender sender(settings_for(server.port()), clock);
    return test::run_task(sender.send(some_entry()));
  }

  test::ManualClock clock;
};

TEST_F(HttpWebhookSenderTest, PostsTheSignedEvent) {
  std::promise<std::string> request;
  const auto answer = sent_to({[&](RawConnection& connection) {
    request.set_value(take_request(connection));
    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
  }});
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->end, WebhookEnd::accepted);
  const std::string got = request.get_future().get();
  const std::string body = webhook_body(some_entry());
  EXPECT_TRUE(got.starts_with("POST /hook HTTP/1.1\r\n")) << got;
  EXPECT_TRUE(got.ends_with("\r\n\r\n" + body)) << got;
  for (const std::string& header :
       {std::string("Content-Type: application/json"), std::string("User-Agent: belfry/test"),
        std::string("Belfry-Event-Id: evt_7"), std::string("Belfry-Event-Type: notification.decided"),
        "Belfry-Signature: " + signature(kSecret, clock.now(), body)}) {
    EXPECT_NE(got.find("\r\n" + header + "\r\n"), std::string::npos) << header << "\n" << got;
  }
}

TEST_F(HttpWebhookSenderTest, TakesEvery2xxAsAccepted) {
  for (const char* status : {"200 OK", "201 Created", "202 Accepted", "204 No Content"}) {
    EXPECT_EQ(sent_to({answering_status(status)})->end, WebhookEnd::accepted) << status;
  }
}

TEST_F(HttpWebhookSenderTest, TakesEveryOtherStatusAsRefused) {
  for (const char* status :
       {"301 Moved", "400 Bad", "401 Who", "404 Not Found", "429 Later", "500 Oops", "503 Later"}) {
    const auto answer = sent_to({answering_status(status)});
    EXPECT_EQ(answer->end, WebhookEnd::refused) << status;
    EXPECT_EQ(answer->detail, "status " + std::string(status).substr(0, 3));
  }
}

TEST_F(HttpWebhookSenderTest, Takes410AsGone) {
  EXPECT_EQ(sent_to({answering_status("410 Gone")})->end, WebhookEnd::gone);
}

/// Nobody listens at the port that the answer points to: following it would be another failure.
TEST_F(HttpWebhookSenderTest, FollowsNoRedirect) {
  const auto answer = sent_to({answering_status("307 There", "Location: http://127.0.0.1:1/\r\n")});
  EXPECT_EQ(answer->detail, "status 307");
}

TEST_F(HttpWebhookSenderTest, TellsHowLongTheReceiverWantsToBeLeftAlone) {
  EXPECT_EQ(sent_to({answering_status("503 Later", "Retry-After: 120\r\n")})->retry_after, std::chrono::seconds(120));
  EXPECT_EQ(sent_to({answering_status("503 Later")})->retry_after, std::nullopt);
}

TEST_F(HttpWebhookSenderTest, GivesUpOnAReceiverThatDoesNotAnswer) {
  std::promise<void> over;
  RawServer server({[&](RawConnection&) {
    over.get_future().wait();
  }});
  HttpWebhookSender::Settings settings = settings_for(server.port());
  settings.post.timeout = milliseconds(50);
  HttpWebhookSender sender(settings, clock);
  EXPECT_EQ(test::run_task(sender.send(some_entry()))->end, WebhookEnd::timeout);
  over.set_value();
}

TEST_F(HttpWebhookSenderTest, TellsThatNobodyListens) {
  std::uint16_t port = 0;
  {
    const RawServer gone({});
    port = gone.port();
  }
  HttpWebhookSender sender(settings_for(port), clock);
  EXPECT_EQ(test::run_task(sender.send(some_entry()))->end, WebhookEnd::unreachable);
}

TEST_F(HttpWebhookSenderTest, TakesAConnectionThatBreaksAsUnreachable) {
  EXPECT_EQ(sent_to({[](RawConnection& connection) {
              take_request(connection);
            }})->end,
            WebhookEnd::unreachable);
}

TEST_F(HttpWebhookSenderTest, ReadsALongAnswerUpToItsLimitAndCountsItsStatus) {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" +
                             std::string(http_client::PostSettings{}.max_answer_bytes + 1, 'x');
  std::promise<void> over;
  RawServer server({[&](RawConnection& connection) {
    take_request(connection);
    connection.send(answer);
    over.get_future().wait();
  }});
  HttpWebhookSender sender(settings_for(server.port()), clock);
  EXPECT_EQ(test::run_task(sender.send(some_entry()))->end, WebhookEnd::accepted);
  over.set_value();
}

TEST_F(HttpWebhookSenderTest, KeepsTheConnection) {
  RawServer server({[](RawConnection& connection) {
    for (int i = 0; i < 2; ++i) {
      take_request(connection);
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }
  }});
  HttpWebhookSender sender(settings_for(server.port()), clock);
  EXPECT_EQ(test::run_task(sender.send(some_entry()))->end, WebhookEnd::accepted);
  EXPECT_EQ(test::run_task(sender.send(some_entry()))->end, WebhookEnd::accepted);
}

TEST_F(HttpWebhookSenderTest, BreaksOffWhatIsUnderWayWhenItIsToldTo) {
  std::promise<void> over;
  std::promise<void> asked;
  RawServer server({[&](RawConnection& connection) {
    take_request(connection);
    asked.set_value();
    over.get_future().wait();
  }});
  HttpWebhookSender sender(settings_for(server.port()), clock);
  std::thread teller([&] {
    asked.get_future().wait();
    sender.give_up();
  });
  const auto answer = test::run_task(sender.send(some_entry()));
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::draining);
  teller.join();
  over.set_value();
}

TEST_F(HttpWebhookSenderTest, BeginsNothingOnceItGaveUp) {
  HttpWebhookSender sender(settings_for(1), clock);
  sender.give_up();
  EXPECT_EQ(test::run_task(sender.send(some_entry())).error().code, ErrorCode::draining);
}

}  // namespace
}  // namespace belfry::webhook

#include "cli/listen_session.hpp"

#include "cli/listen_dialect.hpp"
#include "unit/cli/upgrade.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kProtocol = "belfry.notifications.v1";

std::string message(const std::string& type, const std::string& payload) {
  return frame(0x81, R"({"type":")" + type + R"(","timestamp":1,"payload":{)" + payload + "}}");
}

std::string notification(const std::string& id, const std::string& cursor) {
  return message("notification", R"("id":")" + id + R"(","cursor":")" + cursor + "\"");
}

/// Close frames of the reconnecting range carry advice, so that no test waits for a backoff.
std::string come_back() { return close_frame(4002, R"({"code":"x","retryAfterMs":1})"); }

class Listening : public testing::Test {
 protected:
  int listen(const RawServer& server, const std::function<void(ListenSettings&)>& change) {
    ListenSettings settings{.url = *config::HttpUrl::parse(server.url())};
    settings.end = std::chrono::steady_clock::now() + 10s;
    change(settings);
    const StopSignal stop;
    return ListenSession(settings, [] { return Outcome<std::string>("t"); }, stop).run();
  }
};

}  // namespace

TEST_F(Listening, EndsCleanlyAfterTheWantedCount) {
  std::pair<std::uint8_t, std::string> closed;
  RawServer server({[&](RawConnection& connection) {
    accept_upgrade(connection, kProtocol);
    connection.send(message("connected", R"("cursor":"00000001.0.0")") + notification("a", "00000001.1.0"));
    closed = connection.read_frame();
  }});
  EXPECT_EQ(listen(server, [](ListenSettings& settings) { settings.count = 1; }), 0);
  server.join();
  EXPECT_EQ(closed.second, "\x03\xe8");
}

TEST_F(Listening, ComesBackWhereItLeftOff) {
  std::string second_request;
  RawServer server({[](RawConnection& connection) {
                      accept_upgrade(connection, kProtocol);
                      connection.send(notification("a", "00000001.7.0") + come_back());
                      connection.read_frame();
                    },
                    [&](RawConnection& connection) {
                      second_request = accept_upgrade(connection, kProtocol);
                      connection.send(notification("b", "00000001.8.0"));
                      connection.read_frame();
                    }});
  EXPECT_EQ(listen(server, [](ListenSettings& settings) { settings.count = 2; }), 0);
  server.join();
  EXPECT_EQ(second_request.find("GET /ws?since=00000001.7.0 HTTP/1.1"), 0U);
}

TEST_F(Listening, BeginsAnInterruptedReplayAnewAndShowsNothingTwice) {
  const auto replayed = [](const std::string& id) {
    return message("notification", R"("id":")" + id + R"(","title":"x","cursor":"00000001.9.0","replayed":true)");
  };
  std::string second_request;
  RawServer server({[&](RawConnection& connection) {
                      accept_upgrade(connection, kProtocol);
                      connection.send(message("connected", R"("cursor":"00000001.9.0")") + replayed("a") + come_back());
                      connection.read_frame();
                    },
                    [&](RawConnection& connection) {
                      second_request = accept_upgrade(connection, kProtocol);
                      connection.send(replayed("a") + replayed("b") + replayed("c"));
                      connection.read_frame();
                    }});
  EXPECT_EQ(listen(server, [](ListenSettings& settings) { settings.count = 3; }), 0);
  server.join();
  EXPECT_EQ(second_request.find("GET /ws HTTP/1.1"), 0U) << second_request;
}

TEST_F(Listening, GivesUpAPositionThatCannotBeResumed) {
  std::string second_request;
  RawServer server({[](RawConnection& connection) {
                      accept_upgrade(connection, kProtocol);
                      connection.send(message("connected", R"("cursor":"00000002.9.0")") +
                                      message("resync_required", R"("rev":9)") + come_back());
                      connection.read_frame();
                    },
                    [&](RawConnection& connection) {
                      second_request = accept_upgrade(connection, kProtocol);
                      connection.send(notification("b", "00000002.10.0"));
                      connection.read_frame();
                    }});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.count = 1;
                     settings.since = "00000001.3.0";
                   }),
            0);
  server.join();
  EXPECT_EQ(second_request.find("GET /ws?since=00000002.9.0 HTTP/1.1"), 0U) << second_request;
}

TEST_F(Listening, AcknowledgesEachNotificationWhenAsked) {
  std::string request;
  std::pair<std::uint8_t, std::string> ack;
  RawServer server({[&](RawConnection& connection) {
    request = accept_upgrade(connection, kProtocol);
    connection.send(notification("abc", "00000001.1.0"));
    const std::string header = connection.read_exactly(8);  // over 125 bytes: a length of two bytes
    const auto size =
        static_cast<std::size_t>(static_cast<std::uint8_t>(header[2]) << 8U | static_cast<std::uint8_t>(header[3]));
    std::string payload = connection.read_exactly(size);
    for (std::size_t i = 0; i < payload.size(); ++i) {
      payload[i] = static_cast<char>(payload[i] ^ header[4 + i % 4]);
    }
    ack = {0, payload};
    connection.read_frame();
  }});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.count = 1;
                     settings.acks = Acks::send;
                   }),
            0);
  server.join();
  EXPECT_EQ(request.find("GET /ws?ack=1 HTTP/1.1"), 0U);
  EXPECT_NE(ack.second.find(R"("type":"notification:ack")"), std::string::npos) << ack.second;
  EXPECT_NE(ack.second.find(R"("payload":{"notificationId":"abc"})"), std::string::npos) << ack.second;
}

TEST_F(Listening, DoesNotComeBackAfterACodeThatForbidsIt) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection, kProtocol);
    connection.send(close_frame(4500));
    connection.read_frame();
  }});
  EXPECT_EQ(listen(server, [](ListenSettings&) {}), 1);
}

TEST_F(Listening, DoesNotComeBackAfterARefusedToken) {
  RawServer server({[](RawConnection& connection) {
    connection.read_until("\r\n\r\n");
    connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
  }});
  EXPECT_EQ(listen(server, [](ListenSettings&) {}), 1);
}

TEST_F(Listening, EndsWithTheConnectionWhenToldNotToReconnect) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection, kProtocol);
    connection.send(come_back());
    connection.read_frame();
  }});
  EXPECT_EQ(listen(server, [](ListenSettings& settings) { settings.reconnect = Reconnect::no; }), 1);
}

TEST_F(Listening, FailsWhenTheCountDoesNotComeInTime) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection, kProtocol);
    connection.read_frame();
  }});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.count = 1;
                     settings.end = std::chrono::steady_clock::now() + 50ms;
                   }),
            1);
}

TEST_F(Listening, EndsWithZeroOnASignal) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection, kProtocol);
    connection.read_frame();
  }});
  ListenSettings settings{.url = *config::HttpUrl::parse(server.url())};
  const StopSignal stop;
  ASSERT_EQ(::pthread_kill(::pthread_self(), SIGINT), 0);
  EXPECT_EQ(ListenSession(settings, [] { return Outcome<std::string>("t"); }, stop).run(), 0);
}

TEST_F(Listening, FollowsTheJobsOfTheUserAndCountsTheirNews) {
  std::string request;
  std::pair<std::uint8_t, std::string> asked;
  RawServer server({[&](RawConnection& connection) {
    request = accept_upgrade(connection, "belfry.jobs.v1");
    connection.send(frame(0x81, R"({"type":"connected","connection_id":"c"})"));
    asked = connection.read_frame();
    connection.send(frame(0x81, R"({"type":"subscribed","job_id":"*"})") +
                    frame(0x81, R"({"type":"job_cancelled","job_id":"job_1","stage":"store","progress":42.5})"));
    connection.read_frame();
  }});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.dialect = DialectKind::jobs;
                     settings.count = 1;
                   }),
            0);
  server.join();
  EXPECT_EQ(request.find("GET /ws/jobs HTTP/1.1"), 0U) << request;
  EXPECT_EQ(asked.second, R"({"type":"subscribe","job_id":"*"})");
}

TEST_F(Listening, AsksForItsJobAgainOnEveryConnection) {
  std::vector<std::string> asked;
  const auto serve = [&](const std::string& then) {
    return [&asked, then](RawConnection& connection) {
      accept_upgrade(connection, "belfry.jobs.v1");
      connection.send(frame(0x81, R"({"type":"connected","connection_id":"c"})"));
      asked.push_back(connection.read_frame().second);
      connection.send(then);
      connection.read_frame();
    };
  };
  RawServer server({serve(come_back()), serve(frame(0x81, R"({"type":"job_complete","job_id":"job_1"})"))});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.dialect = DialectKind::jobs;
                     settings.job = "job_1";
                     settings.count = 1;
                   }),
            0);
  server.join();
  EXPECT_EQ(asked, std::vector<std::string>(2, R"({"type":"subscribe","job_id":"job_1"})"));
}

TEST_F(Listening, EndsWhenTheUserHasNoSuchJob) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection, "belfry.jobs.v1");
    connection.send(frame(0x81, R"({"type":"connected","connection_id":"c"})"));
    connection.read_frame();
    connection.send(frame(0x81, R"({"type":"error","job_id":"job_1","error":{"code":"JOB_NOT_FOUND","message":"x"}})"));
    connection.read_frame();
  }});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.dialect = DialectKind::jobs;
                     settings.job = "job_1";
                   }),
            1);
}

TEST_F(Listening, CountsNotificationsAndUploadsOfADashboardAndAcknowledgesNone) {
  std::string request;
  std::pair<std::uint8_t, std::string> closed;
  RawServer server({[&](RawConnection& connection) {
    request = accept_upgrade(connection, "belfry.dashboard.v1");
    connection.send(frame(0x81, R"({"type":"connected","data":{"userId":"ada"}})") +
                    frame(0x81, R"({"type":"notification","data":{"id":"a"}})") +
                    frame(0x81, R"({"type":"upload_progress","data":{"progress":7}})"));
    closed = connection.read_frame();
  }});
  EXPECT_EQ(listen(server,
                   [](ListenSettings& settings) {
                     settings.dialect = DialectKind::dashboard;
                     settings.count = 2;
                   }),
            0);
  server.join();
  EXPECT_EQ(request.find("GET /ws/dashboard HTTP/1.1"), 0U) << request;
  EXPECT_EQ(closed.second, "\x03\xe8");
}

TEST(Silence, LastsThreeHeartbeatsAndForeverWithoutAny) {
  EXPECT_EQ(silence_allowed(30s), 90s);
  EXPECT_GE(silence_allowed(0s), 24h);
}

TEST(Backoff, DoublesUpToThirtySeconds) {
  Backoff backoff;
  for (const int seconds : {1, 2, 4, 8, 16, 30, 30}) {
    EXPECT_EQ(backoff.ceiling(), std::chrono::seconds(seconds));
    EXPECT_LE(backoff.next(), std::chrono::seconds(seconds));
  }
  backoff.reset();
  EXPECT_EQ(backoff.ceiling(), 1s);
}

TEST(Backoff, ComesBackByTheRangeOfTheCloseCode) {
  for (const int code : {1001, 1006, 1011, 1012, 1013, 4000, 4499}) {
    EXPECT_TRUE(comes_back_after(static_cast<std::uint16_t>(code))) << code;
  }
  for (const int code : {1000, 1002, 1005, 1007, 1009, 3999, 4500, 4999}) {
    EXPECT_FALSE(comes_back_after(static_cast<std::uint16_t>(code))) << code;
  }
}

}  // namespace belfry::cli::test

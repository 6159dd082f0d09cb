#include "client_fixture.hpp"

namespace belfry::client::test {
namespace {

class PublisherTest : public ClientTest {};

TEST_F(PublisherTest, SendsANotificationAndTellsItsId) {
  server.on([](const Received&) {
    return Reply{.status = 202, .body = R"({"suppressed":[{"userId":"x","id":"no"}],"id":"n_1","accepted":2})"};
  });
  Client client(options());
  const Notification note{
      .user_ids = {"ada", "bob"}, .type = "new_comment", .title = "Hi", .data = {{"n", 1}}, .dedupe_key = "k"};
  const auto result = client.notify(note).get();
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->id, "n_1");
  EXPECT_EQ(result->accepted, 2U);
  EXPECT_EQ(server.received()[0].path, "/notifications");
  EXPECT_EQ(server.received()[0].body,
            R"({"userIds":["ada","bob"],"type":"new_comment","title":"Hi","data":{"n":1},"dedupeKey":"k"})");
}

TEST_F(PublisherTest, BroadcastsToAllUnlessToldToWhom) {
  Client client(options());
  client.broadcast({.type = "ping"});
  client.broadcast({.user_id = "ada", .type = "ping", .data = {{"a", "b"}}});
  const auto received = server.wait_for(2);
  EXPECT_EQ(received[0].body, R"({"target":{"all":true},"message":{"type":"ping","data":{}}})");
  EXPECT_EQ(received[1].body, R"({"target":{"userId":"ada"},"message":{"type":"ping","data":{"a":"b"}}})");
}

TEST_F(PublisherTest, FlushesWhatIsQueuedWhenItEnds) {
  {
    Client client(options());
    for (int call = 0; call < 10; ++call) {
      client.notify({.user_id = "ada", .type = "new_comment", .title = "Hi"});
    }
  }
  EXPECT_EQ(server.received().size(), 10U);
}

TEST_F(PublisherTest, SendsReportsNoFasterThanItsPace) {
  ClientOptions slow = options();
  slow.progress_interval = seconds(60);
  Client client(slow);
  Job job = client.start_job(two_stages());
  Stage parse = job.stage("parse");
  parse.progress(0, 100);
  server.wait_for(2);
  for (std::uint64_t row = 1; row <= 100; ++row) {
    parse.progress(row, 100);
  }
  job.stage("store").progress(0, 100);
  server.wait_for(3);
  EXPECT_THAT(server.received().back().body, HasSubstr(R"("stage":"store")"));
  EXPECT_TRUE(job.complete());
  EXPECT_EQ(server.received().size(), 4U);
  EXPECT_EQ(client.stats().replaced, 100U);
}

TEST_F(PublisherTest, RefusesOptionsThatCouldNeverWork) {
  const auto with = [this](auto change) {
    ClientOptions changed = options();
    change(changed);
    return changed;
  };
  EXPECT_THROW(Client(with([](auto& o) { o.url = "ftp://example.org"; })), std::invalid_argument);
  EXPECT_THROW(Client(with([](auto& o) { o.url = "http://user:pass@example.org"; })), std::invalid_argument);
  EXPECT_THROW(Client(with([](auto& o) { o.url = "http://"; })), std::invalid_argument);
  EXPECT_THROW(Client(with([](auto& o) { o.service_key = ""; })), std::invalid_argument);
  EXPECT_THROW(Client(with([](auto& o) { o.service_key = "a\r\nX: y"; })), std::invalid_argument);
  EXPECT_THROW(Client(with([](auto& o) { o.max_queued = 0; })), std::invalid_argument);
  EXPECT_THROW(Client(with([](auto& o) { o.request_timeout = milliseconds(0); })), std::invalid_argument);
}

TEST_F(PublisherTest, TakesAUrlBelowAPath) {
  ClientOptions below = options();
  below.url += "/belfry/";
  Client client(below);
  client.notify({.user_id = "ada", .type = "new_comment", .title = "Hi"});
  EXPECT_EQ(server.wait_for(1)[0].path, "/belfry/notifications");
}

}  // namespace
}  // namespace belfry::client::test

#include "hub_fixture.hpp"

namespace belfry::app::test {
namespace {

/// Announcements through the store: what a session that was away, or missed an event, is told.
class AnnouncementCatchUpTest : public HubTest {
 protected:
  NotificationId announce(const std::string& title) {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "system_announcement";
    notification->title = title;
    notification->created_at = clock.now();
    const NotificationId id = notification->id;
    PublishCommand command;
    command.notification = std::move(notification);
    await(stores.announcements.announce(std::move(command)));
    return id;
  }
  void recall(NotificationId id) { await(stores.announcements.recall(id, std::nullopt)); }
  void edit(NotificationId id, const std::string& title) {
    AnnouncementPatch patch;
    patch.title = title;
    await(stores.announcements.edit(id, patch, std::nullopt));
  }

  template <class T>
  void await(Task<T> task) {
    scheduler.spawn(expect(std::move(task)));
    scheduler.run();
  }
  template <class T>
  static Task<void> expect(Task<T> task) {
    const auto outcome = co_await std::move(task);
    EXPECT_TRUE(outcome.has_value());
  }

  /// Lets the paced reads of the hub run.
  void let_read_on() {
    for (int i = 0; i < 20; ++i) {
      settle();
      scheduler.advance(std::chrono::milliseconds(10));
    }
    settle();
  }

  static Cursor cursor_of(const FakeSocket& socket) {
    return *Cursor::parse(std::string_view(socket.sent.front().at("payload").at("cursor").as_string()));
  }
  static std::vector<std::string> ops_of(const FakeSocket& socket) {
    std::vector<std::string> ops;
    for (const auto& message : socket.sent) {
      if (message.at("type").as_string() == "inbox") {
        for (const auto& change : message.at("payload").at("changes").as_array()) {
          ops.emplace_back(change.at("op").as_string());
        }
      }
    }
    return ops;
  }
  static std::uint64_t unread_of(const boost::json::object& message) {
    return message.at("payload").at("unread").to_number<std::uint64_t>();
  }
};

TEST_F(AnnouncementCatchUpTest, AFreshConnectionCountsThemAndIsToldThoseNotDelivered) {
  announce("one");
  announce("two");
  FakeSocket& ada = connect("ada");
  settle();
  EXPECT_EQ(unread_of(ada.sent.front()), 2U);
  EXPECT_EQ(ada.types(), (std::vector<std::string>{"connected", "notification", "notification"}));
  EXPECT_TRUE(ada.sent.back().at("payload").at("replayed").as_bool());
  EXPECT_EQ(cursor_of(ada).announcement, 2U);
}

TEST_F(AnnouncementCatchUpTest, WhoComesBackByCursorIsToldWhatWasAnnouncedMeanwhileInOrder) {
  publish("ada", "before");
  FakeSocket& first = connect("ada");
  settle();
  const Cursor cursor = cursor_of(first);
  first.handler->on_closed(CloseCode::abnormal);
  announce("one");
  clock.advance(std::chrono::milliseconds(5));
  publish("ada", "between");
  clock.advance(std::chrono::milliseconds(5));
  announce("two");
  FakeSocket& back = connect("ada", cursor);
  settle();
  ASSERT_EQ(back.sent.size(), 4U);
  EXPECT_EQ(back.sent[1].at("payload").at("title").as_string(), "one");
  EXPECT_EQ(back.sent[2].at("payload").at("title").as_string(), "between");
  EXPECT_EQ(back.sent[3].at("payload").at("title").as_string(), "two");
}

TEST_F(AnnouncementCatchUpTest, ARecallReachesALiveConnectionWithItsOwnCounts) {
  const NotificationId id = announce("oops");
  publish("ada");
  FakeSocket& ada = connect("ada");
  settle();
  EXPECT_EQ(unread_of(ada.sent.front()), 2U);
  recall(id);
  let_read_on();
  EXPECT_EQ(ops_of(ada), std::vector<std::string>{"announcement_recall"});
  EXPECT_EQ(unread_of(ada.sent.back()), 1U);
  announce("next");
  settle();
  EXPECT_EQ(ada.types().back(), "notification") << "it went on live";
}

TEST_F(AnnouncementCatchUpTest, AnEditReachesALiveConnectionWithTheNewText) {
  const NotificationId id = announce("tyop");
  FakeSocket& ada = connect("ada");
  settle();
  edit(id, "typo");
  let_read_on();
  EXPECT_EQ(ops_of(ada), std::vector<std::string>{"announcement_edit"});
  const auto& change = ada.sent.back().at("payload").at("changes").as_array().front();
  EXPECT_EQ(change.at("notification").at("title").as_string(), "typo");
}

TEST_F(AnnouncementCatchUpTest, AnEventThatWasLostIsReadFromTheStore) {
  FakeSocket& ada = connect("ada");
  FakeSocket& bob = connect("bob");
  settle();
  drop_events = 1;
  announce("lost");
  announce("found");
  let_read_on();
  for (const FakeSocket* socket : {&ada, &bob}) {
    EXPECT_EQ(socket->types(), (std::vector<std::string>{"connected", "notification", "notification"}));
  }
}

TEST_F(AnnouncementCatchUpTest, ReadingOneIsAnOrdinaryChangeForTheUsersOtherConnections) {
  const NotificationId id = announce("hello");
  FakeSocket& first = connect("ada");
  FakeSocket& second = connect("ada");
  settle();
  say(first, "notification:read", R"({"notificationId":")" + id.str() + R"("})");
  settle();
  EXPECT_EQ(ops_of(second), std::vector<std::string>{"read"});
  EXPECT_EQ(unread_of(second.sent.back()), 0U);
}

TEST_F(AnnouncementCatchUpTest, AnAckOfOneKeepsItFromBeingReplayed) {
  const NotificationId id = announce("hello");
  FakeSocket& first = connect("ada");
  settle();
  say(first, "notification:ack", R"({"notificationId":")" + id.str() + R"("})");
  scheduler.advance(AckBatcher::kDelay);
  settle();
  FakeSocket& second = connect("ada");
  settle();
  EXPECT_EQ(second.types(), std::vector<std::string>{"connected"});
}

}  // namespace
}  // namespace belfry::app::test

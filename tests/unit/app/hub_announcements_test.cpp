#include "hub_fixture.hpp"

namespace belfry::app::test {
namespace {

/// The events come as a store would tell them; what the store itself does with announcements is in the contract suite.
class HubAnnouncementsTest : public HubTest {
 protected:
  void announce(AnnouncementNumber number, const std::string& type = "system_announcement") {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = type;
    notification->title = "to all";
    auto event = std::make_shared<AnnouncementEvent>();
    event->change.op = ChangeOp::announced;
    event->change.announcement = number;
    event->change.notification = std::move(notification);
    hub->announce(std::make_shared<LiveAnnouncement>(std::move(event)));
  }

  /// A personal event of this rev, committed when the announcements stood at `announcement`.
  void deliver(const std::string& user, Rev rev, AnnouncementNumber announcement, PreferencesPtr preferences = {}) {
    auto event = std::make_shared<UserEvent>();
    event->user = UserId(user);
    event->change.rev = rev;
    event->change.op = preferences == nullptr ? ChangeOp::read_all : ChangeOp::preferences;
    event->state.rev = rev;
    event->state.announcement = announcement;
    event->preferences = std::move(preferences);
    hub->deliver(std::make_shared<LiveEvent>(std::move(event)));
  }

  static PreferencesPtr with_type_off(const std::string& type) {
    Preferences preferences;
    preferences.types[type][index_of(ChannelKind::in_app)] = false;
    return std::make_shared<const Preferences>(preferences);
  }
};

std::vector<std::uint64_t> numbers_of(const FakeSocket& socket) {
  std::vector<std::uint64_t> numbers;
  for (const auto& message : socket.sent) {
    const auto& payload = message.at("payload").as_object();
    if (message.at("type").as_string() == "notification" && payload.contains("announcement")) {
      numbers.push_back(payload.at("announcement").to_number<std::uint64_t>());
    }
  }
  return numbers;
}

TEST_F(HubAnnouncementsTest, EveryConnectionGetsAnAnnouncementOnce) {
  FakeSocket& ada = connect("ada");
  FakeSocket& bob = connect("bob");
  settle();
  announce(1);
  announce(2);
  settle();
  EXPECT_EQ(numbers_of(ada), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(numbers_of(bob), (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(HubAnnouncementsTest, AnAnnouncementCarriesNoCountsOfAnybody) {
  FakeSocket& ada = connect("ada");
  settle();
  announce(1);
  settle();
  const auto& payload = ada.sent.back().at("payload").as_object();
  for (const auto* member : {"rev", "unread", "cursor"}) {
    EXPECT_FALSE(payload.contains(member)) << member;
  }
}

TEST_F(HubAnnouncementsTest, ItGoesBeforeAPersonalChangeThatCountsIt) {
  FakeSocket& ada = connect("ada");
  settle();
  announce(1);
  deliver("ada", 1, 1);
  settle();
  EXPECT_EQ(ada.types(), (std::vector<std::string>{"connected", "notification", "inbox"}));
}

TEST_F(HubAnnouncementsTest, ItGoesBehindAPersonalChangeThatDoesNotCountIt) {
  FakeSocket& ada = connect("ada");
  settle();
  deliver("ada", 1, 0);
  announce(1);
  settle();
  EXPECT_EQ(ada.types(), (std::vector<std::string>{"connected", "inbox", "notification"}));
}

TEST_F(HubAnnouncementsTest, AThousandConnectionsAreServedInChunksAndASinglePublishPasses) {
  for (int i = 0; i < 1000; ++i) {
    connect("user" + std::to_string(i));
  }
  FakeSocket& ada = connect("ada");
  settle();
  announce(1);
  ASSERT_TRUE(scheduler.run_one());
  deliver("ada", 1, 1);
  ASSERT_TRUE(scheduler.run_one());
  EXPECT_EQ(ada.types(), (std::vector<std::string>{"connected", "notification", "inbox"}));
  std::size_t reached = 0;
  for (const auto& socket : sockets) {
    reached += numbers_of(*socket).empty() ? 0 : 1;
  }
  EXPECT_LE(reached, 2 * Hub::kChunk + 1);
  settle();
  for (const auto& socket : sockets) {
    EXPECT_EQ(numbers_of(*socket), std::vector<std::uint64_t>{1});
  }
}

TEST_F(HubAnnouncementsTest, OneThatComesDuringTheWalkReachesThoseVisitedBefore) {
  for (int i = 0; i < 200; ++i) {
    connect("user" + std::to_string(i));
  }
  settle();
  announce(1);
  ASSERT_TRUE(scheduler.run_one());
  announce(2);
  settle();
  for (const auto& socket : sockets) {
    EXPECT_EQ(numbers_of(*socket), (std::vector<std::uint64_t>{1, 2}));
  }
}

TEST_F(HubAnnouncementsTest, WhoSwitchedTheTypeOffIsNotToldAndGoesOn) {
  FakeSocket& ada = connect("ada");
  settle();
  deliver("ada", 1, 0, with_type_off("system_announcement"));
  announce(1);
  announce(2, "new_like");
  settle();
  EXPECT_EQ(numbers_of(ada), std::vector<std::uint64_t>{2});
}

TEST_F(HubAnnouncementsTest, AMandatoryTypeIsToldWhateverWasSaid) {
  services->settings.mandatory = MandatoryTypes({"maintenance_scheduled"});
  FakeSocket& ada = connect("ada");
  settle();
  deliver("ada", 1, 0, with_type_off("maintenance_scheduled"));
  announce(1, "maintenance_scheduled");
  settle();
  EXPECT_EQ(numbers_of(ada), std::vector<std::uint64_t>{1});
}

TEST_F(HubAnnouncementsTest, InQuietHoursItIsSilentForThatUserOnly) {
  Preferences preferences;
  preferences.quiet_hours =
      QuietHours{.time_zone = *TimeZone::find("UTC"), .periods = {{.days = 0x7F, .from = 0, .to = 0}}};
  FakeSocket& ada = connect("ada");
  FakeSocket& bob = connect("bob");
  settle();
  deliver("ada", 1, 0, std::make_shared<const Preferences>(preferences));
  announce(1);
  settle();
  EXPECT_TRUE(ada.sent.back().at("payload").as_object().contains("silent"));
  EXPECT_FALSE(bob.sent.back().at("payload").as_object().contains("silent"));
}

TEST_F(HubAnnouncementsTest, SwitchingInAppOffTellsAndCloses) {
  Preferences preferences;
  preferences.enabled[index_of(ChannelKind::in_app)] = false;
  FakeSocket& ada = connect("ada");
  FakeSocket& bob = connect("bob");
  settle();
  deliver("ada", 1, 0, std::make_shared<const Preferences>(preferences));
  settle();
  EXPECT_EQ(ada.types().back(), "inbox");
  EXPECT_EQ(ada.closed_with, CloseCode::in_app_disabled);
  EXPECT_FALSE(bob.closed_with);
}

}  // namespace
}  // namespace belfry::app::test

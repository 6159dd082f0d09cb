#include "dialects/notifications_dialect.hpp"

#include "json/parse.hpp"
#include "json/writer.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace belfry {
namespace {

using namespace messages;

boost::json::object encode(const ServerMessage& message) {
  const auto value = json::parse(NotificationsDialect().encode(message, samples::kNow));
  return value ? value->as_object() : boost::json::object();
}

std::string text(const boost::json::value& value) { return std::string(std::string_view(value.as_string())); }

TEST(NotificationsEncode, DrawsAFreshVersion7IdForWhatAnswersNothing) {
  const auto first = Uuid::parse(text(encode(ResyncRequired{1})["id"]));
  const auto second = Uuid::parse(text(encode(ResyncRequired{1})["id"]));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->bytes[6] >> 4, 7);
  EXPECT_NE(*first, *second);
}

TEST(NotificationsEncode, AReplyCarriesTheIdOfItsRequest) {
  EXPECT_EQ(text(encode(Pong{samples::kRequestId})["id"]), samples::kRequestId);
  EXPECT_EQ(text(encode(InboxMessage{{}, samples::state(), samples::kRequestId})["id"]), samples::kRequestId);
  EXPECT_EQ(text(encode(ErrorMessage{Error(ErrorCode::unknown_type), samples::kRequestId})["id"]), samples::kRequestId);
}

TEST(NotificationsEncode, ANotificationCarriesItsOwnIdOnEveryRepeat) {
  for (const Freshness freshness : {Freshness::live, Freshness::replayed}) {
    const auto id =
        text(encode(NotificationMessage{samples::minimal_notification(), 1, samples::state(), freshness})["id"]);
    EXPECT_EQ(id, samples::notification_id().str());
  }
}

TEST(NotificationsEncode, ALiveNotificationMovesTheCursorToItsOwnRev) {
  auto message = encode(NotificationMessage{samples::minimal_notification(), 41, samples::state(), Freshness::live});
  EXPECT_EQ(text(message["payload"].as_object()["cursor"]), "1a2b3c4d.41.5");
  EXPECT_FALSE(message["payload"].as_object().contains("replayed"));
}

TEST(NotificationsEncode, AReplayedNotificationLeavesTheCursorAtTheHead) {
  auto message = encode(NotificationMessage{samples::minimal_notification(), 7, samples::state(), Freshness::replayed});
  EXPECT_EQ(text(message["payload"].as_object()["cursor"]), "1a2b3c4d.42.5");
  EXPECT_EQ(message["payload"].as_object()["rev"], 7);
  EXPECT_EQ(message["payload"].as_object()["replayed"], true);
}

boost::json::object payload_of(const ServerMessage& message) { return encode(message)["payload"].as_object(); }

TEST(NotificationsEncode, AnAnnouncementIsTheSameForEverybody) {
  const auto payload =
      payload_of(NotificationMessage{.notification = samples::minimal_notification(), .state = {}, .announcement = 5});
  EXPECT_EQ(payload.at("announcement"), 5);
  for (const auto* of_one_user : {"rev", "unread", "cursor"}) {
    EXPECT_FALSE(payload.contains(of_one_user)) << of_one_user;
  }
}

TEST(NotificationsEncode, ARepeatedAnnouncementSaysSo) {
  const auto payload = payload_of(NotificationMessage{.notification = samples::minimal_notification(),
                                                      .state = {},
                                                      .freshness = Freshness::replayed,
                                                      .announcement = 5});
  EXPECT_EQ(payload.at("replayed"), true);
}

TEST(NotificationsEncode, SilenceAndReplacementAreToldOnlyWhereTheyAre) {
  NotificationMessage message{.notification = samples::minimal_notification(), .rev = 41, .state = samples::state()};
  EXPECT_FALSE(payload_of(message).contains("silent"));
  EXPECT_FALSE(payload_of(message).contains("replaces"));
  message.loudness = Loudness::silent;
  message.replaces = samples::replaced_id();
  EXPECT_EQ(payload_of(message).at("silent"), true);
  EXPECT_EQ(text(payload_of(message).at("replaces")), samples::replaced_id().str());
}

TEST(NotificationsEncode, SubscriptionsAnswerTheirRequestWithAllChannels) {
  Subscriptions message{
      .change = SubscriptionChange::subscribed, .channels = {"a", "b"}, .reply_to = samples::kRequestId};
  EXPECT_EQ(text(encode(message)["type"]), "subscribed");
  EXPECT_EQ(text(encode(message)["id"]), samples::kRequestId);
  EXPECT_EQ(payload_of(message).at("channels"), (boost::json::array{"a", "b"}));
  message.change = SubscriptionChange::unsubscribed;
  EXPECT_EQ(text(encode(message)["type"]), "unsubscribed");
}

TEST(NotificationsEncode, NeverShowsWhatOnlyTheLogMayKnow) {
  const auto encoded = NotificationsDialect().encode(
      ErrorMessage{Error::logged(ErrorCode::internal_error, "secret cause"), {}}, samples::kNow);
  EXPECT_EQ(encoded.find("secret"), std::string::npos);
  EXPECT_NE(encoded.find(R"("message":"Internal server error")"), std::string::npos);
}

std::string random_text_of(std::mt19937& random) {
  static constexpr std::array kPieces = {"a", "\"", "\\", "/", "\n", "\t",   "\x01", "é",
                                         "€", "😀", "{",  "}", ",",  "\x7F", " "};
  std::string made;
  for (auto length = random() % 20; length > 0; --length) {
    made += kPieces[random() % kPieces.size()];
  }
  return made;
}

TEST(NotificationsEncode, WhateverTheTextItReadsBackTheSame) {
  std::mt19937 random(20260125);
  for (int i = 0; i < 2000; ++i) {
    auto notification = std::make_shared<Notification>(*samples::minimal_notification());
    notification->title = random_text_of(random);
    notification->body = random_text_of(random);
    notification->data = json::compact(boost::json::value{{"k", random_text_of(random)}, {"n", random()}});
    auto payload =
        encode(NotificationMessage{notification, random(), samples::state(), Freshness::live})["payload"].as_object();
    ASSERT_EQ(text(payload["title"]), notification->title);
    ASSERT_EQ(text(payload["body"]), *notification->body);
    ASSERT_EQ(payload["data"], *json::parse(*notification->data));
  }
}

}  // namespace
}  // namespace belfry

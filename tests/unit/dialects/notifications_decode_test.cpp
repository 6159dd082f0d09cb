#include "dialects/notifications_dialect.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace belfry {
namespace {

using namespace messages;

constexpr const char* kId = samples::kRequestId;

ClientMessage decode(std::string_view text) { return NotificationsDialect().decode(text); }

std::string request(std::string_view type, std::string_view payload) {
  return fmt::format(R"({{"id":"{}","type":"{}","timestamp":1769342400000,"payload":{}}})", kId, type, payload);
}

/// The command, or a failed test.
template <class Command>
std::optional<Command> command_of(const ClientMessage& message) {
  if (!message.command) {
    ADD_FAILURE() << message.command.error().detail;
    return std::nullopt;
  }
  const auto* command = std::get_if<Command>(&*message.command);
  EXPECT_NE(command, nullptr);
  return command != nullptr ? std::optional(*command) : std::nullopt;
}

void expect_invalid(std::string_view text, std::string_view request_id, std::string_view pointer,
                    std::string_view code) {
  const ClientMessage message = decode(text);
  ASSERT_FALSE(message.command) << text;
  EXPECT_EQ(message.command.error().code, ErrorCode::invalid_message) << text;
  EXPECT_EQ(message.command.error().detail, "Invalid message format");
  EXPECT_EQ(message.request_id, request_id) << text;
  ASSERT_FALSE(message.command.error().fields.empty()) << text;
  EXPECT_EQ(message.command.error().fields[0].pointer, pointer) << text;
  EXPECT_EQ(message.command.error().fields[0].code, code) << text;
}

TEST(NotificationsDecode, ReadsAPing) {
  const ClientMessage message = decode(request("ping", "{}"));
  EXPECT_TRUE(command_of<Ping>(message));
  EXPECT_EQ(message.request_id, kId);
}

TEST(NotificationsDecode, ReadsAPingOfTwoMembers) {
  EXPECT_TRUE(command_of<Ping>(decode(fmt::format(R"({{"type":"ping","id":"{}"}})", kId))));
}

TEST(NotificationsDecode, ReadsAnAckOfOneNotification) {
  const auto ack = command_of<Ack>(decode(
      request("notification:ack", fmt::format(R"({{"notificationId":"{}"}})", samples::notification_id().str()))));
  ASSERT_TRUE(ack);
  EXPECT_EQ(std::get<NotificationId>(ack->target), samples::notification_id());
}

TEST(NotificationsDecode, ReadsAPositionAsCursorNumberOrDigits) {
  for (const auto* position : {R"("0000000f.12.3")", "12", R"("12")", "12.0"}) {
    const auto read = command_of<Read>(decode(request("notification:read", fmt::format(R"({{"upTo":{}}})", position))));
    ASSERT_TRUE(read) << position;
    const UpTo up_to = std::get<UpTo>(read->target);
    EXPECT_EQ(up_to.rev, 12U);
    EXPECT_EQ(up_to.epoch.has_value(), std::string_view(position).size() > 4);
  }
}

TEST(NotificationsDecode, ReadsASync) {
  const auto sync = command_of<Sync>(decode(request("sync", R"({"since":"0000000f.12.3"})")));
  ASSERT_TRUE(sync);
  EXPECT_EQ(sync->since, (Cursor{15, 12, 3}));
}

TEST(NotificationsDecode, ReadsSubscriptionsAsTheClientNamedThem) {
  const auto subscribe =
      command_of<Subscribe>(decode(request("subscribe", R"({"channels":["b","Not A Channel","b"]})")));
  ASSERT_TRUE(subscribe);
  EXPECT_EQ(subscribe->channels, (std::vector<std::string>{"b", "Not A Channel", "b"}));
  const auto unsubscribe = command_of<Unsubscribe>(decode(request("unsubscribe", R"({"channels":[]})")));
  ASSERT_TRUE(unsubscribe);
  EXPECT_TRUE(unsubscribe->channels.empty());
}

TEST(NotificationsDecode, DemandsAListOfNamesOfASubscription) {
  for (const auto* type : {"subscribe", "unsubscribe"}) {
    expect_invalid(fmt::format(R"({{"id":"{}","type":"{}"}})", kId, type), kId, "/payload", "required");
    expect_invalid(request(type, "{}"), kId, "/payload/channels", "required");
    expect_invalid(request(type, R"({"channels":"news"})"), kId, "/payload/channels", "type");
    expect_invalid(request(type, R"({"channels":["news",7]})"), kId, "/payload/channels/1", "type");
  }
}

TEST(NotificationsDecode, IgnoresWhatItDoesNotKnow) {
  EXPECT_TRUE(command_of<Ping>(decode(fmt::format(R"({{"id":"{}","type":"ping","v":2,"payload":{{"x":[]}}}})", kId))));
}

TEST(NotificationsDecode, KeepsTheSpellingOfTheRequestId) {
  EXPECT_EQ(decode(R"({"id":"0190AAAA-0000-7000-8000-00000000000A","type":"ping"})").request_id,
            "0190AAAA-0000-7000-8000-00000000000A");
}

TEST(NotificationsDecode, RefusesWhatIsNoJsonObject) {
  expect_invalid("", "", "", "json");
  expect_invalid("hello", "", "", "json");
  expect_invalid("{\"type\":\"ping\"", "", "", "json");
  expect_invalid("[]", "", "", "type");
  expect_invalid("null", "", "", "type");
}

TEST(NotificationsDecode, DemandsAUuidAsId) {
  expect_invalid(R"({"type":"ping"})", "", "/id", "required");
  expect_invalid(R"({"id":7,"type":"ping"})", "", "/id", "type");
  expect_invalid(R"({"id":"seven","type":"ping"})", "", "/id", "pattern");
}

TEST(NotificationsDecode, AnswersABrokenEnvelopeUnderItsId) {
  expect_invalid(fmt::format(R"({{"id":"{}"}})", kId), kId, "/type", "required");
  expect_invalid(fmt::format(R"({{"id":"{}","type":5}})", kId), kId, "/type", "type");
  expect_invalid(fmt::format(R"({{"id":"{}","type":"ping","timestamp":"now"}})", kId), kId, "/timestamp", "type");
  expect_invalid(request("ping", "[]"), kId, "/payload", "type");
  expect_invalid(request("ping", "null"), kId, "/payload", "type");
}

TEST(NotificationsDecode, RefusesAPayloadOfTheWrongShape) {
  expect_invalid(fmt::format(R"({{"id":"{}","type":"sync"}})", kId), kId, "/payload", "required");
  expect_invalid(request("sync", "{}"), kId, "/payload/since", "required");
  expect_invalid(request("sync", R"({"since":12})"), kId, "/payload/since", "type");
  expect_invalid(request("sync", R"({"since":"12"})"), kId, "/payload/since", "pattern");
  expect_invalid(request("notification:ack", R"({"notificationId":"x"})"), kId, "/payload/notificationId", "pattern");
  expect_invalid(request("notification:read", R"({"upTo":-1})"), kId, "/payload/upTo", "range");
  expect_invalid(request("notification:read", R"({"upTo":1.5})"), kId, "/payload/upTo", "type");
  expect_invalid(request("notification:read", R"({"upTo":9007199254740992})"), kId, "/payload/upTo", "range");
  expect_invalid(request("notification:read", R"({"upTo":"soon"})"), kId, "/payload/upTo", "pattern");
  expect_invalid(request("notification:read", R"({"upTo":null})"), kId, "/payload/upTo", "type");
}

TEST(NotificationsDecode, DemandsExactlyOneTarget) {
  expect_invalid(request("notification:ack", "{}"), kId, "/payload", "target");
  expect_invalid(request("notification:ack",
                         fmt::format(R"({{"notificationId":"{}","upTo":1}})", samples::notification_id().str())),
                 kId, "/payload", "target");
}

TEST(NotificationsDecode, TellsAnUnknownTypeFromABrokenMessage) {
  for (const auto* type : {"nonsense", "", "PING", "connected"}) {
    const ClientMessage message = decode(request(type, "{}"));
    ASSERT_FALSE(message.command) << type;
    EXPECT_EQ(message.command.error().code, ErrorCode::unknown_type);
    EXPECT_EQ(message.command.error().detail, "Route not supported");
    EXPECT_EQ(message.request_id, kId);
  }
}

TEST(NotificationsDecode, EveryPositionSurvivesTheWire) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 1000; ++i) {
    const Cursor cursor{static_cast<Epoch>(random()), random() >> 11, random() >> 11};
    const auto sync = command_of<Sync>(decode(request("sync", fmt::format(R"({{"since":"{}"}})", cursor.str()))));
    ASSERT_TRUE(sync);
    ASSERT_EQ(sync->since, cursor);
    const auto read =
        command_of<Read>(decode(request("notification:read", fmt::format(R"({{"upTo":{}}})", cursor.rev))));
    ASSERT_TRUE(read);
    ASSERT_EQ(std::get<UpTo>(read->target).rev, cursor.rev);
  }
}

TEST(NotificationsDecode, NoDamagedMessageIsMoreThanAnError) {
  const std::string good = request("notification:read", R"({"upTo":"0000000f.12.3"})");
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(decode(good.substr(0, length)).command) << length;
  }
}

}  // namespace
}  // namespace belfry

#include "adapters/http/routes/export_lines.hpp"

#include "json/parse.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace belfry::http {
namespace {

const UserId kAda("ada");

std::string line_of(ExportRecord record) { return export_lines(kAda, std::vector{std::move(record)}); }

TEST(ExportLines, TellTheAccount) {
  ExportedAccount account;
  account.state = samples::state();
  account.preferences.enabled[index_of(ChannelKind::push)] = false;
  account.channels = {"team:7"};
  account.tokens_revoked_at = from_millis(9);
  EXPECT_EQ(line_of(account),
            R"({"kind":"account","userId":"ada","rev":42,"unread":3,"unseen":2,"cursor":"1a2b3c4d.42.5",)"
            R"("preferences":{"inAppEnabled":true,"emailEnabled":true,"pushEnabled":false,"preferences":{}},)"
            R"("channels":["team:7"],"tokensRevokedAt":9})"
            "\n");
}

TEST(ExportLines, TellANotificationAsTheHistoryDoes) {
  const InboxItem item{
      .notification = samples::minimal_notification(), .rev = 9, .read_at = from_millis(5), .delivered_at = {}};
  EXPECT_EQ(line_of(item),
            R"({"kind":"inbox","notification":{"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","type":"new_like",)"
            R"("title":"Grace likes your board","createdAt":1769342400000,"rev":9,"readAt":5,"userId":"ada"}})"
            "\n");
}

TEST(ExportLines, TellWhatWasDoneWithAnAnnouncement) {
  EXPECT_EQ(line_of(ExportedMark{.id = samples::notification_id(), .read_at = from_millis(5), .removed_at = {}}),
            R"({"kind":"announcement","notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","readAt":5})"
            "\n");
}

TEST(ExportLines, TellAChange) {
  EXPECT_EQ(line_of(samples::change(38, ChangeOp::read)),
            R"({"kind":"log","change":{"rev":38,"at":1769342400038,"op":"read",)"
            R"("notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab"}})"
            "\n");
}

TEST(ExportLines, TellADecisionAndWhatItWasAbout) {
  UserDelivery delivery;
  delivery.user = kAda;
  delivery.decided_at = from_millis(4);
  delivery.decisions = Decisions::none(Decision::disabled);
  delivery.whereabouts = Whereabouts::suppressed;
  delivery.notification_id = samples::notification_id();
  EXPECT_EQ(line_of(delivery),
            R"({"kind":"decision","notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","userId":"ada",)"
            R"("decidedAt":4,"state":"suppressed","inApp":"disabled","email":"disabled","push":"disabled"})"
            "\n");
}

TEST(ExportLines, TellADedupeKey) {
  EXPECT_EQ(line_of(ExportedKey{.dedupe_key = "order \"17\"", .id = samples::notification_id(), .at = from_millis(3)}),
            R"({"kind":"key","dedupeKey":"order \"17\"","notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab",)"
            R"("at":3})"
            "\n");
}

TEST(ExportLines, TellAnEventThatWaits) {
  OutboxEntry entry;
  entry.id = 7;
  entry.kind = OutboxKind::delivered;
  entry.user = kAda;
  entry.notification_id = samples::notification_id();
  entry.at = from_millis(3);
  EXPECT_EQ(line_of(entry),
            R"({"kind":"outbox","event":{"id":"evt_7","type":"notification.delivered","at":3,"userId":"ada",)"
            R"("notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","attempts":0}})"
            "\n");
}

TEST(ExportLines, AreOneObjectALineWhateverTheText) {
  auto notification = std::make_shared<Notification>(*samples::full_notification());
  notification->title = "two\nlines";
  const InboxItem item{.notification = notification, .rev = 9, .read_at = {}, .delivered_at = {}};
  const std::string lines = export_lines(kAda, std::vector<ExportRecord>{item, item}) + export_end();
  EXPECT_EQ(std::ranges::count(lines, '\n'), 3);
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    const auto value = json::parse(std::string_view(lines).substr(begin, end - begin));
    ASSERT_TRUE(value);
    EXPECT_TRUE(value->is_object());
    begin = end + 1;
  }
}

TEST(ExportLines, OfNothingAreNone) { EXPECT_EQ(export_lines(kAda, {}), ""); }

}  // namespace
}  // namespace belfry::http

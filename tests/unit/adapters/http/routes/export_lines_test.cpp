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

Job failed_job() {
  Job job;
  job.id = JobId("job_20260125_a1b2c3d4");
  job.user = kAda;
  job.kind = "import";
  job.title = "Parts";
  job.stages = {{.name = "parse", .weight = 1.0}, {.name = "store", .weight = 2.5}};
  job.file_name = "parts.csv";
  job.correlation_id = "req_1";
  job.created_at = from_millis(1);
  job.status = JobStatus::failed;
  job.stage = "store";
  job.progress = 40.5;
  job.stage_progress = 12;
  job.message = "storing";
  job.current_row = 7;
  job.total_rows = 9;
  job.error = JobError{.code = "DISK_FULL", .message = "no room", .details = R"({"free":0})"};
  job.updated_at = from_millis(3);
  job.ended_at = from_millis(3);
  return job;
}

TEST(ExportLines, TellAJob) {
  EXPECT_EQ(line_of(failed_job()),
            R"({"kind":"job","job":{"jobId":"job_20260125_a1b2c3d4","kind":"import","title":"Parts",)"
            R"("stages":[{"name":"parse","weight":1},{"name":"store","weight":2.5}],"fileName":"parts.csv",)"
            R"("correlationId":"req_1","createdAt":1,"status":"failed","stage":"store","progress":40.5,)"
            R"("stageProgress":12,"message":"storing","currentRow":7,"totalRows":9,"updatedAt":3,)"
            R"("error":{"code":"DISK_FULL","message":"no room","details":{"free":0}},"endedAt":3}})"
            "\n");
}

TEST(ExportLines, TellWhatIsKnownOfAJobThatRuns) {
  Job job = failed_job();
  job.status = JobStatus::running;
  job.stages.clear();
  job.file_name.reset();
  job.current_row.reset();
  job.total_rows.reset();
  job.seconds_remaining = 1.5;
  job.results = R"({"rows":4})";
  job.error.reset();
  job.ended_at.reset();
  EXPECT_EQ(line_of(job),
            R"({"kind":"job","job":{"jobId":"job_20260125_a1b2c3d4","kind":"import","title":"Parts","stages":[],)"
            R"("correlationId":"req_1","createdAt":1,"status":"running","stage":"store","progress":40.5,)"
            R"("stageProgress":12,"message":"storing","estimatedSecondsRemaining":1.5,"updatedAt":3,)"
            R"("results":{"rows":4}}})"
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

#include "cli/message_line.hpp"

#include "json/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The line behind its time.
std::string line(DialectKind dialect, std::string_view message) {
  const auto parsed = json::parse(message);
  return parsed ? message_line(dialect, parsed->get_object()).substr(9) : "no JSON";
}

std::string notifications(std::string_view type, std::string_view payload) {
  return line(
      DialectKind::notifications,
      std::string(R"({"timestamp":1,"type":")").append(type).append(R"(","payload":)").append(payload).append("}"));
}

std::string dashboard(std::string_view type, std::string_view data) {
  return line(DialectKind::dashboard,
              std::string(R"({"type":")").append(type).append(R"(","data":)").append(data).append("}"));
}

std::string jobs(std::string_view type, std::string_view members) {
  return line(DialectKind::jobs,
              std::string(R"({"type":")").append(type).append(R"(","job_id":"job_1")").append(members).append("}"));
}

}  // namespace

TEST(MessageLine, ReadsTheTimeInEitherForm) {
  const auto millis = json::parse(R"({"type":"pong","timestamp":1769342400000})");
  const auto iso = json::parse(R"({"type":"pong","timestamp":"2026-01-25T12:00:00.000Z"})");
  const std::string expected = time_of_day(1769342400000) + " pong";
  EXPECT_EQ(message_line(DialectKind::notifications, millis->get_object()), expected);
  EXPECT_EQ(message_line(DialectKind::jobs, iso->get_object()), expected);
}

TEST(MessageLine, TakesAMessageOfAnyShape) {
  for (const DialectKind dialect : kDialectKinds) {
    for (const char* type : {"notification", "upload_progress", "progress_update", "job_failed", "job_status", "error",
                             "connected", "subscribed", "inbox", "job", "message", "reconnect"}) {
      const std::string odd = R"(,"timestamp":"x","payload":[],"data":7,"error":[],"progress":"much","results":3})";
      EXPECT_FALSE(line(dialect, std::string(R"({"type":")") + type + "\"" + odd).empty()) << type;
    }
  }
}

TEST(MessageLine, LetsNobodySteerTheTerminal) {
  const std::string_view evil = R"("a\u001b[2Jb\n")";
  for (const DialectKind dialect : kDialectKinds) {
    for (const char* type : {"notification", "upload_progress", "progress_update", "job_failed", "job_status", "error",
                             "stage_complete", "job", "message", "reconnect", "\\u001b[2J"}) {
      std::string message = std::string(R"({"type":")") + type + R"(","job_id":EVIL,"stage":EVIL,"message":EVIL,)" +
                            R"("results":{"x":EVIL},"error":{"code":EVIL,"message":EVIL,"details":{"d":EVIL}},)" +
                            R"("payload":{"type":EVIL,"event":EVIL,"title":EVIL,"reason":EVIL,"data":{"x":EVIL}},)" +
                            R"("data":{"title":EVIL,"level":EVIL,"message":EVIL,"fileName":EVIL,"code":EVIL}})";
      for (std::size_t at = message.find("EVIL"); at != std::string::npos; at = message.find("EVIL")) {
        message.replace(at, 4, evil);
      }
      EXPECT_THAT(line(dialect, message), Not(testing::AnyOf(HasSubstr("\x1b"), HasSubstr("\n")))) << type;
    }
  }
}

TEST(MessageLine, ShowsANotificationsTypeTitleAndBody) {
  EXPECT_EQ(notifications("notification", R"({"type":"new_like","title":"Hi\u001b[2J","body":"there"})"),
            "new_like Hi [2J: there");
  EXPECT_EQ(notifications("notification", R"({"type":"new_like","title":"Hi","actionUrl":"/x"})"), "new_like Hi </x>");
}

TEST(MessageLine, ShowsWhatChangedInTheInbox) {
  EXPECT_EQ(notifications("inbox", R"({"rev":7,"unread":2,"changes":[{"op":"read","notificationId":"n1"}]})"),
            "inbox at rev 7, 2 unread, read n1");
}

TEST(MessageLine, ShowsTheChannelsThatThereAreNow) {
  EXPECT_EQ(notifications("subscribed", R"({"channels":["news","team:7"]})"), "channels are now: news, team:7");
  EXPECT_EQ(notifications("unsubscribed", R"({"channels":[]})"), "channels are now: none");
}

TEST(MessageLine, ShowsWhatWasBroadcastToNotifications) {
  EXPECT_EQ(notifications("message",
                          R"({"type":"notification","data":{"title":"Hello","message":"To all","level":"warning"}})"),
            "message notification warning Hello: To all");
  EXPECT_EQ(notifications("message", R"({"type":"upload_progress","data":{"fileName":"parts.csv","progress":7}})"),
            "message upload_progress parts.csv  7.0 %");
}

TEST(MessageLine, ShowsTheDataOfAPushThatItDoesNotKnow) {
  EXPECT_EQ(notifications("message", R"({"type":"weather","data":{"rain":true}})"), R"(message weather {"rain":true})");
}

TEST(MessageLine, ShowsAJobsNewsToNotifications) {
  EXPECT_EQ(notifications("job", R"({"event":"progress_update","job_id":"job_1","progress":42.5,"stage":"store",)"
                                 R"("estimated_seconds_remaining":12,"message":"Row 4250 of 10000"})"),
            "job job_1  42.5 %  store  ~12 s left  Row 4250 of 10000");
}

TEST(MessageLine, SaysWhenAndWhyToReconnect) {
  EXPECT_EQ(notifications("reconnect", R"({"retryAfterMs":1500,"reason":"draining"})"),
            "reconnect in 1500 ms: draining");
}

TEST(MessageLine, ShowsADashboardsNotification) {
  EXPECT_EQ(dashboard("notification", R"({"title":"Quota","message":"80 % used","level":"warning","actionUrl":"/q"})"),
            "notification warning Quota: 80 % used </q>");
}

TEST(MessageLine, ShowsAnUploadsProgress) {
  EXPECT_EQ(dashboard("upload_progress", R"({"fileName":"parts.csv","progress":42.5,"message":"Row 4250 of 10000",)"
                                         R"("estimatedSecondsRemaining":12})"),
            "upload_progress parts.csv  42.5 %  ~12 s left  Row 4250 of 10000");
}

TEST(MessageLine, ShowsWhoADashboardBelongsTo) {
  EXPECT_EQ(dashboard("connected", R"({"connectionId":"conn_1","userId":"ada"})"), "connected as ada");
}

TEST(MessageLine, ShowsADashboardsError) {
  EXPECT_EQ(dashboard("error", R"({"code":"UNKNOWN_TYPE","message":"Route not supported"})"),
            "error UNKNOWN_TYPE: Route not supported");
}

TEST(MessageLine, ShowsRowsWhereTheServiceSaysNothing) {
  EXPECT_EQ(jobs("progress_update", R"(,"progress":42.5,"stage":"","message":"","estimated_seconds_remaining":null,)"
                                    R"("current_row":4250,"total_rows":10000)"),
            "job job_1  42.5 %  row 4250 of 10000");
  EXPECT_EQ(jobs("progress_update", R"(,"progress":1,"current_row":7)"), "job job_1  1.0 %  row 7");
}

TEST(MessageLine, ShowsWhatAStageResultedIn) {
  EXPECT_EQ(jobs("stage_complete", R"(,"stage":"parse","results":{"rows":9})"),
            R"(job job_1  parse is through  {"rows":9})");
  EXPECT_EQ(jobs("stage_complete", R"(,"stage":"parse","results":{})"), "job job_1  parse is through");
}

TEST(MessageLine, ShowsHowAJobEnded) {
  EXPECT_EQ(jobs("job_complete", R"(,"results":{"rows":9})"), R"(job job_1  completed  {"rows":9})");
  EXPECT_EQ(jobs("job_failed", R"(,"stage":"store","error":{"code":"BAD_ROW","message":"No","details":{"row":7}})"),
            R"(job job_1  failed in store  BAD_ROW: No {"row":7})");
  EXPECT_EQ(jobs("job_failed", R"(,"stage":"","error":{"code":"BAD","message":"No"})"), "job job_1  failed  BAD: No");
  EXPECT_EQ(jobs("job_cancelled", R"(,"stage":"store","progress":42.5)"), "job job_1  cancelled in store at 42.5 %");
}

TEST(MessageLine, ShowsHowAJobStands) {
  EXPECT_EQ(
      jobs("job_status", R"(,"status":"running","stalled":true,"progress":42.5,"stage":"store","message":"Row 7")"),
      "job job_1  running  stalled  42.5 %  store  Row 7");
}

TEST(MessageLine, SaysWhichJobsAreFollowed) {
  EXPECT_EQ(jobs("subscribed", ""), "following job job_1");
  EXPECT_EQ(line(DialectKind::jobs, R"({"type":"subscribed","job_id":"*"})"), "following every job");
}

TEST(MessageLine, SaysWhichJobAnErrorIsAbout) {
  EXPECT_EQ(jobs("error", R"(,"error":{"code":"JOB_TERMINAL","message":"The job has ended"})"),
            "error JOB_TERMINAL: The job has ended (job job_1)");
  EXPECT_EQ(line(DialectKind::jobs, R"({"type":"error","error":{"code":"INVALID_MESSAGE","message":"No"}})"),
            "error INVALID_MESSAGE: No");
}

}  // namespace belfry::cli::test

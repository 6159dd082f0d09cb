#include "cli/report_view.hpp"

#include "cli/message_line.hpp"
#include "json/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

using testing::HasSubstr;
using testing::Not;

boost::json::object object_of(std::string_view text) { return json::parse(text)->get_object(); }

/// The lines of a table with this one user.
std::vector<std::string> shown(std::string_view user) {
  Table table = report_table();
  add_delivery(table, object_of(user));
  return table.lines();
}

}  // namespace

TEST(ReportView, SaysWhatItIsAboutAndWhoWaits) {
  EXPECT_EQ(report_title(object_of(R"({"id":"n1","type":"new_like","target":"channel","waiting":12})")),
            "n1 new_like, to a channel; 12 subscribers not reached yet");
  EXPECT_EQ(report_title(object_of(R"({"id":"n1","target":"users"})")), "n1, to users by name");
}

TEST(ReportView, ShowsEachDecisionWithItsReason) {
  const auto lines = shown(R"({"userId":"ada","decidedAt":1,"state":"inbox","rev":43,"silent":true,"inApp":"deliver",
                               "email":"quiet_hours","push":"disabled"})");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[1], HasSubstr("inbox, rev 43, silent  deliver  quiet_hours  disabled"));
}

TEST(ReportView, ShowsWhereItWentAndWhenItWasAcknowledged) {
  const auto lines = shown(R"({"userId":"ada","state":"inbox","connections":[
      {"connectionId":"conn_1_abcd","sentAt":1795219201000,"ackedAt":1795219202000,"repeats":2}]})");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[2], "  conn_1_abcd: sent " + date_and_time(1795219201000) + ", acked " +
                          date_and_time(1795219202000) + ", repeated 2");
}

TEST(ReportView, LetsNobodySteerTheTerminal) {
  const auto lines = shown(R"({"userId":"a\u001b[2Jb","state":7,"connections":[{},3]})");
  for (const std::string& line : lines) {
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  }
}

}  // namespace belfry::cli::test

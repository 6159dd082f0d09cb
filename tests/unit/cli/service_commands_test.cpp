#include "unit/cli/answered_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace belfry::cli::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class ServiceCommand : public AnsweredCommand {
 protected:
  Ran run_with(std::vector<std::string> arguments, const std::vector<std::string>& answers) {
    arguments.insert(arguments.end(), {"--key", "k"});
    return AnsweredCommand::run_with(std::move(arguments), answers);
  }
};

}  // namespace

TEST_F(ServiceCommand, PublishesToAChannelAndTellsHowManyHearIt) {
  const Ran ran = run_with({"publish", "--channel", "team:7", "--type", "new_like", "--title", "Hi"},
                           {R"({"id":"n1","accepted":12,"suppressed":[]})"});
  EXPECT_EQ(ran.out, "published n1 to 12 subscribers of team:7\n") << ran.error;
}

TEST_F(ServiceCommand, PublishesToEverybody) {
  const Ran ran = run_with({"publish", "--all", "--type", "new_like", "--title", "Hi"},
                           {R"({"id":"n1","accepted":0,"suppressed":[]})"});
  EXPECT_EQ(ran.out, "published n1 to everybody\n") << ran.error;
  EXPECT_THAT(bodies_.at(0), HasSubstr(R"("audience":"all")"));
}

TEST_F(ServiceCommand, TellsWhoDidNotGetItAndWhy) {
  const Ran ran = run_with({"publish", "--user", "ada", "--type", "new_like", "--title", "Hi"},
                           {R"({"id":"n1","accepted":0,"suppressed":[{"userId":"ada","reason":"type_disabled"}]})"});
  EXPECT_EQ(ran.out, "published n1 to 0 users\n  not to ada: type_disabled\n") << ran.error;
}

TEST_F(ServiceCommand, TellsHowTheOutboxStands) {
  const Ran ran = run_with({"outbox", "status"}, {R"({"waiting":3,"dead":1})"});
  EXPECT_EQ(ran.out, "3 waiting, 1 dead\n") << ran.error;
  EXPECT_THAT(heads_.at(0), StartsWith("GET /outbox HTTP/1.1\r\n"));
}

TEST_F(ServiceCommand, ListsTheDeadOverAllPages) {
  const Ran ran = run_with({"outbox", "list"},
                           {R"({"items":[{"id":"evt_7","type":"notification.decided","userId":"ada","at":1,)"
                            R"("attempts":10,"lastError":"status 500"}],"nextAfter":"evt_7"})",
                            R"({"items":[{"id":"evt_8","type":"notification.decided","at":1,"attempts":10}]})"});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("evt_7  notification.decided  ada"));
  EXPECT_THAT(ran.out, HasSubstr("status 500"));
  EXPECT_THAT(ran.out, HasSubstr("evt_8  notification.decided  (everybody)"));
  EXPECT_THAT(heads_.at(1), StartsWith("GET /outbox/dead?limit=200&after=evt_7 HTTP/1.1\r\n"));
}

TEST_F(ServiceCommand, RevivesTheEventsThatAreNamed) {
  const Ran ran = run_with({"outbox", "retry", "evt_7", "evt_8"}, {R"({"retried":2})"});
  EXPECT_EQ(ran.out, "2 events wait again\n") << ran.error;
  EXPECT_EQ(bodies_.at(0), R"({"ids":["evt_7","evt_8"]})");
}

TEST_F(ServiceCommand, RevivesAllTheDeadWhenNoneIsNamed) {
  const Ran ran = run_with({"outbox", "retry"}, {R"({"retried":1})"});
  EXPECT_EQ(ran.out, "1 event waits again\n") << ran.error;
  EXPECT_EQ(bodies_.at(0), "{}");
}

TEST_F(ServiceCommand, ExplainsWhyAUserDidNotGetANotification) {
  const Ran ran = run_with({"explain", "n1", "--user", "ada"},
                           {R"({"id":"n1","type":"new_like","target":"users","users":[{"userId":"ada","decidedAt":1,)"
                            R"("state":"suppressed","inApp":"type_disabled","email":"deliver","push":"disabled"}]})"});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(ran.out, StartsWith("n1 new_like, to users by name\nUSER  STATE"));
  EXPECT_THAT(ran.out, HasSubstr("ada   suppressed  type_disabled  deliver  disabled"));
  EXPECT_THAT(heads_.at(0), StartsWith("GET /notifications/n1/delivery?limit=50&userId=ada HTTP/1.1\r\n"));
}

TEST_F(ServiceCommand, SaysThatThereAreMoreUsersThanItShows) {
  const Ran ran = run_with({"explain", "n1", "--limit", "1"},
                           {R"({"id":"n1","target":"users","users":[{"userId":"ada"}],"nextCursor":"uada"})"});
  EXPECT_EQ(heads_.size(), 1U);
  EXPECT_THAT(ran.out, HasSubstr(".. and more: name one with --user, or raise --limit"));
}

TEST_F(ServiceCommand, GoesThroughThePagesOfAReport) {
  const Ran ran =
      run_with({"explain", "n1"}, {R"({"id":"n1","target":"users","users":[{"userId":"ada"}],"nextCursor":"uada"})",
                                   R"({"id":"n1","target":"users","users":[{"userId":"bob"}]})"});
  EXPECT_THAT(ran.out, HasSubstr("\nbob "));
  EXPECT_THAT(heads_.at(1), StartsWith("GET /notifications/n1/delivery?limit=49&cursor=uada HTTP/1.1\r\n"));
}

TEST_F(ServiceCommand, PrintsTheServersAnswerForScripts) {
  const std::string answer = R"({"waiting":3,"dead":1})";
  EXPECT_EQ(run_with({"outbox", "status", "--json"}, {answer}).out, answer + "\n");
}

}  // namespace belfry::cli::test

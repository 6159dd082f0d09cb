#include "unit/adapters/sqlite/query_plan_fixture.hpp"

#include "adapters/sqlite/channel_sends.hpp"
#include "adapters/sqlite/preference_commands.hpp"
#include "adapters/sqlite/profile_rows.hpp"
#include "adapters/sqlite/publish_rows.hpp"
#include "adapters/sqlite/subscription_commands.hpp"
#include "adapters/sqlite/write_commands.hpp"

namespace belfry::sqlite::test {
namespace {

/// Runs every statement that decides about publishes, and those that they cause.
class PublishPlanTest : public QueryPlanFixture {
 protected:
  PublishCommand on_channel(std::vector<UserId> users) const {
    PublishCommand one = command(ada);
    Notification content = *one.notification;
    content.channel = "news";
    one.notification = std::make_shared<const Notification>(std::move(content));
    one.users = std::move(users);
    one.collapse_key = "c";
    return one;
  }

  void publish_everything(WriteSession& session) {
    PublishCommand keyed = on_channel({ada});
    keyed.dedupe_key = "d";
    keyed.idempotency = IdempotencyClaim{.key = "k", .fingerprint = {}};
    EXPECT_TRUE(append(session, keyed));
    EXPECT_TRUE(append(session, keyed)->replayed);
    EXPECT_TRUE(append(session, on_channel({ada})));
    EXPECT_TRUE(append(session, on_channel({UserId("bob")})));
    EXPECT_TRUE(send_to_channel(session, on_channel({})));
    EXPECT_EQ(fan_out(session, 10)->users, 1u);
  }

  void write_everything() {
    WriteSession session(*connection, clock, 1, settings.policy);
    PreferencesPatch patch;
    patch.enabled[index_of(ChannelKind::email)] = false;
    EXPECT_TRUE(patch_preferences(session, ada, patch, std::nullopt, std::nullopt));
    EXPECT_TRUE(subscribe(session, ada, {"news", "sports"}));
    EXPECT_TRUE(unsubscribe(session, ada, {"sports"}));
    publish_everything(session);
    clock.advance(std::chrono::hours(25));
    const UpkeepLimits old{
        .now = clock.now(), .retention_floor = {}, .log_floor = clock.now(), .idempotency_floor = {}};
    EXPECT_FALSE(trim_publishes(session, old));
    EXPECT_FALSE(trim_channel_sends(session, old));
    session.flush();
  }

  static int count_statement(unsigned, void* counter, void*, void* text) {
    // Statements within triggers are told as comments.
    const auto* sql = static_cast<const char*>(text);
    *static_cast<int*>(counter) += sql[0] == '-' ? 0 : 1;
    return 0;
  }
};

TEST_F(PublishPlanTest, NoStatementScansATableOrSorts) {
  write_everything();
  read_preferences(*connection, 1, ada);
  read_users_without_in_app(*connection);
  read_channels_of(*connection, ada);
  // The board of announcements is read whole when the writer begins: as many as are current.
  expect_indexed(25, {"FROM announcements AS a", "announcement_head"});
}

TEST_F(PublishPlanTest, APublishToAKnownUserIsFourStatements) {
  WriteSession session(*connection, clock, 1, settings.policy);
  const PublishCommand first = on_channel({ada});
  EXPECT_TRUE(subscribe(session, ada, {"news"}));
  EXPECT_TRUE(append(session, first));
  session.flush();
  int statements = 0;
  sqlite3_trace_v2(connection->handle(), SQLITE_TRACE_STMT, &count_statement, &statements);
  PublishCommand plain = on_channel({ada});
  plain.collapse_key.reset();
  EXPECT_EQ(append(session, plain)->accepted, 1u);
  session.flush();
  sqlite3_trace_v2(connection->handle(), 0, nullptr, nullptr);
  EXPECT_FALSE(connection->failed());
  EXPECT_EQ(statements, 4);  // the content, the inbox, the log and, once a transaction, the user
}

}  // namespace
}  // namespace belfry::sqlite::test

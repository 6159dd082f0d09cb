#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"
#include "adapters/sqlite/outbox_rows.hpp"
#include "adapters/sqlite/sqlite_announcement_store.hpp"
#include "adapters/sqlite/sqlite_job_store.hpp"
#include "adapters/sqlite/sqlite_outbox_store.hpp"
#include "adapters/sqlite/sqlite_preference_store.hpp"
#include "adapters/sqlite/sqlite_privacy_store.hpp"
#include "adapters/sqlite/sqlite_subscription_store.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace belfry::sqlite::test {
namespace {

/// A user whose id and number cannot stand anywhere by chance, with something in every table that names users.
class PrivacyTest : public SqliteTest {
 protected:
  static constexpr std::int64_t kNumber = 987'654'321;

  void SetUp() override {
    SqliteTest::SetUp();
    settings.policy.outbox = {.decided = true, .delivered = true};
    {
      auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
      ASSERT_TRUE(migrate(*raw));
      raw->run("INSERT INTO user_state (user_no, user_id) VALUES (?1, ?2)", kNumber, subject.view());
      ASSERT_FALSE(raw->failed());
    }
    reopen();
  }

  void reopen() {
    privacy.reset();
    outbox.reset();
    tokens.reset();
    close();
    open();
    tokens = std::make_unique<SqliteTokenStore>(*database);
    outbox = std::make_unique<SqliteOutboxStore>(*database);
    privacy = std::make_unique<SqlitePrivacyStore>(*database);
  }

  void decided(const UserId& user, NotificationId id) {
    const auto done = run_task(database->write<void>(StoreOperation::append, 1, [=](WriteSession& session) {
      add_decided(session, &session.user(user), id, {});
      session.db().run("UPDATE notifications SET refs = refs + 1 WHERE id = ?1", id);
      return Result<void>();
    }));
    ASSERT_TRUE(done);
  }

  /// Rows in every table: personal items, some of them read, events that wait and one that died; preferences that
  /// suppressed something, a subscription, a key, marks on announcements, and jobs.
  void live(const UserId& user) {
    want(user);
    for (int i = 0; i < 5; ++i) {
      const auto published = publish(user);
      ASSERT_TRUE(published);
      decided(user, published->id);
    }
    ASSERT_TRUE(run_task(store->mark_all_read(user, std::nullopt, std::nullopt)));
    ASSERT_TRUE(run_task(store->mark_delivered({{.user = user, .up_to = 3, .announcement_up_to = 0, .ids = {}}})));
    ASSERT_TRUE(publish(user));
    const auto due = run_task(outbox->due(clock.now(), 100)).value();
    const auto first = std::ranges::find(due, std::optional(user), &OutboxEntry::user);
    ASSERT_NE(first, due.end());
    ASSERT_TRUE(run_task(
        outbox->settle({{.id = first->id, .verdict = OutboxOutcome::Verdict::dead, .next_attempt = {}, .error = {}}})));
    ASSERT_TRUE(run_task(tokens->revoke_all(user, clock.now())));
    SqliteJobStore jobs(*database);
    for (int i = 0; i < 3; ++i) {
      Job job;
      job.id = JobId(fmt::format("job_{}_of_{}", i, user == subject ? "it" : user.str()));
      job.user = user;
      ASSERT_TRUE(run_task(jobs.create(job)));
    }
  }

  void want(const UserId& user) {
    SqlitePreferenceStore preferences(*database);
    SqliteSubscriptionStore subscriptions(*database);
    SqliteAnnouncementStore announcements(*database);
    PreferencesPatch patch;
    patch.types["new_comment"] = PerKind<Patch<bool>>{Patch<bool>(false), std::nullopt, std::nullopt};
    ASSERT_TRUE(run_task(preferences.patch_preferences(user, patch, std::nullopt, std::nullopt)));
    ASSERT_TRUE(run_task(subscriptions.subscribe(user, {"news"})));
    PublishCommand unwanted = command(user);
    Notification comment = *unwanted.notification;
    comment.type = "new_comment";
    unwanted.notification = std::make_shared<const Notification>(comment);
    ASSERT_TRUE(run_task(store->append(unwanted)));
    PublishCommand keyed = command(user);
    keyed.dedupe_key = "once";
    ASSERT_TRUE(run_task(store->append(keyed)));
    PublishCommand to_all = command(user);
    to_all.users.clear();
    const NotificationId announced = to_all.notification->id;
    ASSERT_TRUE(run_task(announcements.announce(to_all)));
    ASSERT_TRUE(run_task(store->mark_read(user, announced, std::nullopt)));
    ASSERT_TRUE(run_task(store->mark_delivered({{.user = user, .up_to = 0, .announcement_up_to = 100, .ids = {}}})));
    ASSERT_TRUE(run_task(announcements.recall(announced, std::nullopt)));
  }

  /// Asks until there is no more; how often it was asked.
  int erase(const UserId& user, std::size_t batch) {
    for (int steps = 1;; ++steps) {
      const auto step = run_task(privacy->erase_user(user, batch));
      EXPECT_TRUE(step);
      if (!step || !step->more) {
        return steps;
      }
    }
  }

  std::vector<ExportRecord> exported(const UserId& user, std::size_t limit) {
    std::vector<ExportRecord> all;
    std::optional<ExportPosition> next = ExportPosition{};
    while (next) {
      ExportPage page = run_task(privacy->export_user(user, *next, limit)).value();
      EXPECT_LE(page.records.size(), limit);
      std::ranges::move(page.records, std::back_inserter(all));
      next = page.next;
    }
    return all;
  }

  /// Runs text of its own on a connection of its own.
  std::vector<std::string> ask(const std::string& sql) const {
    auto raw = Database::open(settings.path, Database::Mode::read_only, std::chrono::seconds(1)).value();
    std::vector<std::string> found;
    {
      Query rows(*raw, sql.c_str());
      while (rows.next()) {
        found.push_back(rows.text(0));
      }
    }
    EXPECT_FALSE(raw->failed()) << raw->take_fault()->message;
    return found;
  }
  std::size_t count(const std::string& table) const {
    return std::stoull(ask("SELECT count(*) FROM " + table).front());
  }

  /// The tables, whatever they are, that hold the user's id or number in any column.
  std::set<std::string> tables_that_name_the_user() const {
    std::set<std::string> found;
    for (const std::string& table : ask("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      for (const std::string& column : ask(fmt::format("SELECT name FROM pragma_table_info('{}')", table))) {
        const std::string sql =
            fmt::format("SELECT count(*) FROM \"{0}\" WHERE \"{1}\" = {2} OR instr(CAST(\"{1}\" AS TEXT), '{3}') > 0",
                        table, column, kNumber, subject.view());
        if (ask(sql).front() != "0") {
          found.insert(table);
        }
      }
    }
    return found;
  }

  /// The tables that have a column for a user.
  std::set<std::string> tables_about_users() const {
    const auto names = ask(R"(
      SELECT t.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
      WHERE t.type = 'table' AND c.name LIKE 'user%')");
    return {names.begin(), names.end()};
  }

  const UserId subject{std::string("subject-4711")};
  std::unique_ptr<SqliteTokenStore> tokens;
  std::unique_ptr<SqliteOutboxStore> outbox;
  std::unique_ptr<SqlitePrivacyStore> privacy;
};

// A table that comes later fails here until this test fills it, and then below until it is erased.
TEST_F(PrivacyTest, TheSubjectStandsInEveryTableAboutUsers) {
  live(subject);
  EXPECT_EQ(tables_that_name_the_user(), tables_about_users());
}

TEST_F(PrivacyTest, NoTableNamesAUserWhoWasErased) {
  live(subject);
  EXPECT_EQ(erase(subject, 1'000), 1);
  EXPECT_EQ(tables_that_name_the_user(), std::set<std::string>{});
  reopen();
  EXPECT_EQ(tables_that_name_the_user(), std::set<std::string>{});
}

TEST_F(PrivacyTest, TheFileHoldsNoTraceOfAUserWhoWasErased) {
  const UserId user(std::string("somebody-to-be-forgotten"));
  const auto file = [&] {
    reopen();  // the write-ahead log ends with its database
    std::ifstream stream(settings.path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  live(user);
  ASSERT_TRUE(file().contains(user.view()));
  EXPECT_EQ(erase(user, 1'000), 1);
  EXPECT_FALSE(file().contains(user.view()));
}

TEST_F(PrivacyTest, ErasingInSmallBatchesComesToTheSameEnd) {
  live(subject);
  EXPECT_GT(erase(subject, 2), 10);
  EXPECT_EQ(tables_that_name_the_user(), std::set<std::string>{});
  EXPECT_EQ(count("notifications"), 1u) << "the event of the announcement, which is for everybody, needs its content";
}

TEST_F(PrivacyTest, AnErasureThatWasCutShortIsFinishedAfterReopening) {
  live(subject);
  ASSERT_TRUE(run_task(privacy->erase_user(subject, 3))->more);
  reopen();
  erase(subject, 3);
  EXPECT_EQ(tables_that_name_the_user(), std::set<std::string>{});
}

TEST_F(PrivacyTest, TheCountsHoldBetweenTwoBatches) {
  for (int i = 0; i < 4; ++i) {
    publish(subject);
  }
  ASSERT_TRUE(run_task(privacy->erase_user(subject, 7))->more);  // four events, three items
  EXPECT_EQ(state(subject).unread, 1u);
  EXPECT_EQ(state(subject).unseen, 1u);
}

TEST_F(PrivacyTest, TheContentGoesWithItsLastReader) {
  const PublishCommand shared{command(subject).notification, {subject, ada}, std::nullopt};
  ASSERT_TRUE(run_task(store->append(shared)));
  publish(subject);
  erase(subject, 100);
  EXPECT_EQ(count("notifications"), 1u);
  EXPECT_TRUE(run_task(store->find(ada, shared.notification->id)).value());
  erase(ada, 100);
  EXPECT_EQ(count("notifications"), 0u);
}

TEST_F(PrivacyTest, OthersKeepAllTheyHave) {
  live(subject);
  live(ada);
  const auto before = exported(ada, 100).size();
  erase(subject, 2);
  EXPECT_EQ(exported(ada, 100).size(), before);
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_F(PrivacyTest, AnErasedUserBeginsAnew) {
  live(subject);
  const InboxState before = state(subject);
  erase(subject, 100);
  EXPECT_EQ(state(subject).rev, 0u);
  EXPECT_EQ(code(run_task(store->changes(subject, before.cursor(), 10, 0))), ErrorCode::resync_required);
  ASSERT_TRUE(publish(subject));
  EXPECT_EQ(state(subject).rev, 1u);
  EXPECT_EQ(state(subject).unread, 1u);
}

TEST_F(PrivacyTest, WhatIsHalfErasedIsNotReplayedWithHoles) {
  for (int i = 0; i < 4; ++i) {
    publish(subject);
  }
  const InboxState head = state(subject);
  ASSERT_TRUE(run_task(privacy->erase_user(subject, 10))->more);  // four events, four items, two changes
  EXPECT_EQ(code(run_task(store->changes(subject, {head.epoch, 1, 0}, 10, 0))), ErrorCode::resync_required);
  EXPECT_EQ(run_task(store->changes(subject, {head.epoch, 2, 0}, 10, 0))->changes.size(), 2u);
}

TEST_F(PrivacyTest, ErasingAUserNeverHeardOfIsDoneAtOnce) { EXPECT_EQ(erase(ada, 10), 1); }

TEST_F(PrivacyTest, AnExportIsTheSameHoweverItIsCut) {
  live(subject);
  const auto whole = exported(subject, 1'000);
  for (const std::size_t limit : {1u, 2u, 3u}) {
    const auto cut = exported(subject, limit);
    ASSERT_EQ(cut.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      EXPECT_EQ(cut[i].index(), whole[i].index());
    }
  }
}

TEST_F(PrivacyTest, AnExportHoldsEveryKindOfRecord) {
  live(subject);
  std::set<std::size_t> kinds;
  for (const ExportRecord& record : exported(subject, 100)) {
    kinds.insert(record.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<ExportRecord>);
}

TEST_F(PrivacyTest, TheExportOfAUserNeverHeardOfIsAnEmptyAccount) {
  const auto records = exported(ada, 10);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(std::get<ExportedAccount>(records.front()).state.rev, 0u);
}

}  // namespace
}  // namespace belfry::sqlite::test

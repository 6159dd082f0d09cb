#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include <sys/resource.h>
#include <atomic>
#include <csignal>
#include <filesystem>

namespace belfry::sqlite::test {
namespace {

class StoreFailuresTest : public SqliteTest {
 protected:
  static Task<void> append(StoreFailuresTest& self, PublishCommand one, Result<Published>& answer) {
    answer = co_await self.store->append(std::move(one));
  }

  /// Publishes until the first refusal; how many were accepted.
  Rev publish_until_refused(ErrorCode& refusal, std::size_t body_bytes) {
    for (Rev accepted = 0; accepted < 10'000; ++accepted) {
      if (const auto published = publish(ada, body_bytes); !published) {
        refusal = published.error().code;
        return accepted;
      }
    }
    return 0;
  }
};

/// No file of this process grows beyond a size: what a full disk looks like to it.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::uintmax_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limited{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limited);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(StoreFailuresTest, AFullDatabaseRefusesAndTakesAgainOnceThereIsRoom) {
  settings.max_pages = 60;
  open();
  ErrorCode refusal{};
  const Rev accepted = publish_until_refused(refusal, 100);
  ASSERT_GT(accepted, 0u);
  EXPECT_EQ(refusal, ErrorCode::store_unavailable);
  EXPECT_EQ(state(ada).rev, accepted);
  clock.advance(std::chrono::hours(1));
  const UpkeepLimits clear{
      .now = clock.now(), .retention_floor = clock.now(), .log_floor = clock.now(), .idempotency_floor = {}};
  ASSERT_TRUE(run_task(store->upkeep(clear)));
  const auto after = publish(ada);
  EXPECT_TRUE(after);
}

TEST_F(StoreFailuresTest, AFullDiskRefusesLosesNothingAndRecovers) {
  open();
  ASSERT_TRUE(publish(ada));
  ErrorCode refusal{};
  Rev accepted = 0;
  {
    const FileSizeLimit full(std::filesystem::file_size(settings.path + "-wal") + 200'000);
    accepted = 1 + publish_until_refused(refusal, 1000);
  }
  EXPECT_EQ(refusal, ErrorCode::store_unavailable);
  EXPECT_GT(accepted, 1u);
  EXPECT_TRUE(run_task(store->check()));
  ASSERT_TRUE(publish(ada));
  EXPECT_EQ(state(ada).rev, accepted + 1);
  EXPECT_EQ(told, accepted + 1);
  close();
  open();
  EXPECT_EQ(state(ada).unread, accepted + 1);
}

TEST_F(StoreFailuresTest, AFailedCommitFailsEveryCommandOfItsGroupAndKeepsNothing) {
  std::atomic<bool> failing = false;
  settings.commit_fails = [&failing] {
    return failing.load();
  };
  open();
  ASSERT_TRUE(publish(ada));
  failing = true;
  std::vector<Result<Published>> answers(10, fail(ErrorCode::internal_error));
  std::vector<Task<void>> tasks;
  for (auto& answer : answers) {
    tasks.push_back(append(*this, command(ada), answer));
  }
  run_together(std::move(tasks));
  for (const auto& answer : answers) {
    EXPECT_EQ(code(answer), ErrorCode::store_unavailable);
  }
  EXPECT_EQ(told, 1u);
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_GT(database->metrics().errors_of(StoreOperation::commit), 0u);
  failing = false;
  ASSERT_TRUE(publish(ada));
  EXPECT_EQ(state(ada).rev, 2u);
  EXPECT_EQ(state(ada).unread, 2u);
}

TEST_F(StoreFailuresTest, OneFailingCommandFailsAloneInItsGroup) {
  open();
  const PublishCommand used = command(ada);
  ASSERT_TRUE(run_task(store->append(used)));
  std::vector<Result<Published>> answers(50, fail(ErrorCode::internal_error));
  std::vector<Task<void>> tasks;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const PublishCommand one = i == 25 ? used : command(ada);
    tasks.push_back(append(*this, one, answers[i]));
  }
  run_together(std::move(tasks));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].has_value(), i != 25) << i;
  }
  EXPECT_EQ(state(ada).rev, 50u);
  EXPECT_EQ(state(ada).unread, 50u);
  EXPECT_EQ(told, 50u);
  EXPECT_EQ(database->metrics().errors_of(StoreOperation::append), 1u);
}

TEST_F(StoreFailuresTest, AFullQueueIsOverloadedAtOnce) {
  settings.write_queue_limit = 3;
  std::atomic<bool> hold = true;
  settings.commit_fails = [&hold] {
    hold.wait(true);
    return false;
  };
  std::vector<Result<Published>> answers(10, fail(ErrorCode::internal_error));
  hold = false;
  open();
  hold = true;
  boost::asio::io_context context(1);
  std::size_t answered = 0;
  for (auto& answer : answers) {
    boost::asio::co_spawn(context.get_executor(), append(*this, command(ada), answer),
                          [&answered](const std::exception_ptr&) { ++answered; });
  }
  // At most one group with the writer and three waiting: the others are told while the writer still stands.
  while (answered < answers.size() - 6) {
    context.run_one();
  }
  hold = false;
  hold.notify_all();
  context.run();
  const auto overloaded =
      std::ranges::count_if(answers, [](const auto& answer) { return code(answer) == ErrorCode::overloaded; });
  EXPECT_GE(overloaded, 4);
  EXPECT_EQ(state(ada).rev, answers.size() - static_cast<std::size_t>(overloaded));
}

}  // namespace
}  // namespace belfry::sqlite::test

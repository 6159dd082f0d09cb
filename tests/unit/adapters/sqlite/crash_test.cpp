#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

namespace belfry::sqlite::test {
namespace {

/// A process that publishes as fast as it can and tells each answered id through a pipe, until it is killed.
class CrashTest : public SqliteTest {
 protected:
  static Task<void> publish_on(CrashTest& self, UserId user, int told_to) {
    for (;;) {
      PublishCommand one = self.command(user);
      const auto published = co_await self.store->append(std::move(one));
      if (!published || ::write(told_to, published->id.bytes.data(), 16) != 16) {
        ::_exit(1);
      }
    }
  }

  [[noreturn]] void publish_for_ever(int told_to) {
    open();
    std::vector<Task<void>> publishers;
    for (int i = 0; i < 16; ++i) {
      publishers.push_back(publish_on(*this, UserId("user-" + std::to_string(i % 3)), told_to));
    }
    run_together(std::move(publishers));
    ::_exit(1);
  }
};

TEST_F(CrashTest, NothingThatWasAnsweredIsLostWhenTheProcessIsKilled) {
  int told[2];
  ASSERT_EQ(::pipe(told), 0);
  const pid_t publisher = ::fork();
  if (publisher == 0) {
    publish_for_ever(told[1]);
  }
  ::close(told[1]);
  std::vector<NotificationId> answered;
  NotificationId id;
  while (::read(told[0], id.bytes.data(), 16) == 16) {
    answered.push_back(id);
    if (answered.size() == 300) {
      ::kill(publisher, SIGKILL);
    }
  }
  ::waitpid(publisher, nullptr, 0);
  ::close(told[0]);
  ASSERT_GE(answered.size(), 300u);

  open();
  std::size_t kept = 0;
  for (const NotificationId& one : answered) {
    for (int user = 0; user < 3; ++user) {
      kept += run_task(store->find(UserId("user-" + std::to_string(user)), one)).value() ? 1 : 0;
    }
  }
  EXPECT_EQ(kept, answered.size());
  for (int user = 0; user < 3; ++user) {
    const UserId owner("user-" + std::to_string(user));
    const InboxState head = state(owner);
    EXPECT_EQ(head.unread, head.rev);
    EXPECT_EQ(run_task(store->changes(owner, Cursor{head.epoch, 0, 0}, 100'000, 0))->changes.size(), head.rev);
  }
}

}  // namespace
}  // namespace belfry::sqlite::test

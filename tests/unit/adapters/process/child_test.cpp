#include "adapters/process/child.hpp"

#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace belfry::process {
namespace {

using belfry::test::TemporaryDirectory;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr seconds kLong{20};

class ChildTest : public ::testing::Test {
 protected:
  /// Runs a line of shell.
  Child shell(const std::string& line, std::vector<std::string> environment = {}) {
    auto child = Child::spawn({.arguments = {"/bin/sh", "-c", line, "child"},
                               .environment = std::move(environment),
                               .error_file = directory.file("errors")});
    EXPECT_TRUE(child) << child.error().log_detail;
    return std::move(*child);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(directory.file(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// What the child wrote to a pipe once it was ready; blocks until then.
  std::string said() const { return content("pipe"); }
  /// A line that says `text` to `said`.
  std::string say(const std::string& text) const { return "echo " + text + " > " + directory.file("pipe") + "; "; }

  void SetUp() override { ASSERT_EQ(::mkfifo(directory.file("pipe").c_str(), 0600), 0); }

  TemporaryDirectory directory;
};

TEST_F(ChildTest, TellsItsExitCode) {
  Child child = shell("exit 7");
  EXPECT_EQ(child.wait(kLong), Child::Wait::ended);
  EXPECT_EQ(child.exit_code(), 7);
}

TEST_F(ChildTest, TellsTheSignalThatEndedItAsAShellDoes) {
  Child child = shell("kill -9 $$");
  EXPECT_EQ(child.wait(kLong), Child::Wait::ended);
  EXPECT_EQ(child.exit_code(), 128 + SIGKILL);
}

TEST_F(ChildTest, KnowsOfTheEnvironmentWhatItWasGiven) {
  ASSERT_EQ(::setenv("OF_THE_SERVER", "secret", 1), 0);
  Child child = shell("echo \"$GIVEN/$OF_THE_SERVER/\" >&2", {"GIVEN=yes"});
  child.wait(kLong);
  EXPECT_EQ(content("errors"), "yes//\n");
}

TEST_F(ChildTest, WritesItsErrorsWhereOnlyWeRead) {
  Child child = shell("echo wrong >&2; echo right");
  child.wait(kLong);
  EXPECT_EQ(content("errors"), "wrong\n");
  struct stat found{};
  ASSERT_EQ(::stat(directory.file("errors").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(ChildTest, HasNoneOfOurDescriptors) {
  constexpr int kOurs = 50;
  ASSERT_EQ(::dup2(STDERR_FILENO, kOurs), kOurs);
  Child child = shell("test ! -e /proc/$$/fd/50");
  ::close(kOurs);
  child.wait(kLong);
  EXPECT_EQ(child.exit_code(), 0);
}

TEST_F(ChildTest, IsReachedBySignalsThatWeBlock) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  Child child = shell("trap 'exit 9' TERM; " + say("ready") + "while :; do sleep 0.01; done");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(said(), "ready\n");
  child.end(kLong);
  EXPECT_EQ(child.exit_code(), 9);
}

TEST_F(ChildTest, IsKilledWhenItDoesNotEndInTime) {
  Child child = shell("trap '' TERM; " + say("ready") + "while :; do sleep 0.01; done");
  EXPECT_EQ(said(), "ready\n");
  child.end(milliseconds(50));
  EXPECT_EQ(child.exit_code(), 128 + SIGKILL);
}

TEST_F(ChildTest, IsGoneWithItsOwner) {
  pid_t pid = 0;
  {
    const Child child = shell(say("$$") + "while :; do sleep 0.01; done");
    pid = std::stoi(said());
    EXPECT_EQ(::kill(pid, 0), 0);
  }
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(ChildTest, WaitsNoLongerThanItIsTold) {
  Child child = shell("while :; do sleep 0.01; done");
  EXPECT_EQ(child.wait(milliseconds(1)), Child::Wait::timed_out);
  EXPECT_FALSE(child.exit_code());
}

TEST_F(ChildTest, IsWaitedForUntilStopIsSet) {
  StopEvent stop;
  Child child = shell("while :; do sleep 0.01; done");
  stop.set();
  EXPECT_EQ(child.wait(kLong, &stop), Child::Wait::stopped);
}

TEST_F(ChildTest, IsAnErrorWithoutAProgram) {
  const auto child =
      Child::spawn({.arguments = {directory.file("none")}, .environment = {}, .error_file = directory.file("errors")});
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().code, ErrorCode::internal_error);
  EXPECT_THAT(child.error().log_detail, HasSubstr("No such file"));
}

}  // namespace
}  // namespace belfry::process

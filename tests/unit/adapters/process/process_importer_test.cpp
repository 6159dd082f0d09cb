#include "adapters/process/process_importer.hpp"

#include "support/run_task.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

namespace belfry::process {
namespace {

namespace fs = std::filesystem;

using belfry::test::run_task;
using belfry::test::TemporaryDirectory;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kKey = "a-service-key-that-nobody-may-see";

/// A script in place of the importer. It says something to the test by a pipe: whoever reads it waits for it.
class ProcessImporterTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(::mkfifo(directory.file("pipe").c_str(), 0600), 0); }

  void use(const std::string& script) {
    std::ofstream(settings.program) << "#!/bin/sh\nPIPE=" << directory.file("pipe") << "\n" << script;
    fs::permissions(settings.program, fs::perms::owner_all);
    importer = std::make_unique<ProcessImporter>(settings);
  }
  Result<void> start(const std::string& name = "parts.csv", const std::string& content = "a,b\n") {
    return run_task(importer->start({.user = UserId("ada"), .file_name = name, .content = content}));
  }
  std::string said() const {
    std::ifstream in(directory.file("pipe"));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  bool files_are_left() const {
    for (const auto& entry : fs::directory_iterator(settings.folder)) {
      if (entry.is_directory()) {
        return true;
      }
    }
    return false;
  }

  TemporaryDirectory directory;
  ProcessImporter::Settings settings{.program = directory.file("parts-import"),
                                     .folder = directory.path() / "imports",
                                     .url = [] { return std::string("http://127.0.0.1:8080"); },
                                     .key = kKey};
  std::unique_ptr<ProcessImporter> importer;
};

TEST_F(ProcessImporterTest, TellsTheProgramWhatToImportForWhom) {
  use("{ echo \"$1\"; shift; echo \"$@\"; } > $PIPE\n");
  ASSERT_TRUE(start("my parts.csv"));
  const std::string arguments = said();
  EXPECT_THAT(arguments, HasSubstr("/my parts.csv\n--db " + (settings.folder / "parts.db").string()));
  EXPECT_THAT(arguments, HasSubstr("--url http://127.0.0.1:8080 --user ada"));
}

TEST_F(ProcessImporterTest, GivesItTheContentAsAFile) {
  use("cat \"$1\" > $PIPE\n");
  ASSERT_TRUE(start("parts.csv", "part_number,quantity\nP-1,2\n"));
  EXPECT_EQ(said(), "part_number,quantity\nP-1,2\n");
}

TEST_F(ProcessImporterTest, HasTheKeyInItsEnvironmentAndNotAmongItsArguments) {
  use("echo \"$BELFRY_KEY $*\" > $PIPE\n");
  ASSERT_TRUE(start());
  const std::string told = said();
  EXPECT_TRUE(told.starts_with(std::string(kKey) + " "));
  EXPECT_THAT(told.substr(std::string(kKey).size()), Not(HasSubstr(kKey)));
}

TEST_F(ProcessImporterTest, LeavesNoFileWhenItIsStopped) {
  use("echo ready > $PIPE\nwhile :; do sleep 0.01; done\n");
  ASSERT_TRUE(start());
  EXPECT_EQ(said(), "ready\n");
  EXPECT_TRUE(files_are_left());
  importer->stop();
  EXPECT_FALSE(files_are_left());
  EXPECT_EQ(importer->running(), 0U);
}

TEST_F(ProcessImporterTest, RunsSoManyAtOnceAndNoMore) {
  settings.at_once = 2;
  use("while :; do sleep 0.01; done\n");
  ASSERT_TRUE(start());
  ASSERT_TRUE(start());
  const auto third = start();
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::overloaded);
  EXPECT_EQ(importer->running(), 2U);
}

TEST_F(ProcessImporterTest, EndsWhatTakesTooLong) {
  settings.at_once = 1;
  settings.time_limit = std::chrono::milliseconds(1);
  use("while :; do sleep 0.01; done\n");
  ASSERT_TRUE(start());
  // It never ends by itself, and nothing but its end gives the place back.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (importer->running() > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_EQ(importer->running(), 0U);
  EXPECT_FALSE(files_are_left());
}

TEST_F(ProcessImporterTest, StartsNothingOnceItIsStopped) {
  use("exit 0\n");
  importer->stop();
  const auto late = start();
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::draining);
  EXPECT_FALSE(fs::exists(settings.folder));
}

TEST_F(ProcessImporterTest, SaysThatTheProgramIsNotThere) {
  settings.program = directory.file("none");
  importer = std::make_unique<ProcessImporter>(settings);
  EXPECT_THAT(importer->obstacle().value_or(""), HasSubstr("The importer none is not beside the server"));
  const auto failed = start();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::internal_error);
  EXPECT_FALSE(files_are_left());
  EXPECT_EQ(importer->running(), 0U);
}

TEST_F(ProcessImporterTest, SaysThatNoKeyIsGoodForJobs) {
  settings.key.clear();
  use("exit 0\n");
  EXPECT_THAT(importer->obstacle().value_or(""), HasSubstr("scope jobs"));
}

TEST_F(ProcessImporterTest, HasNoObstacleWithProgramAndKey) {
  use("exit 0\n");
  EXPECT_EQ(importer->obstacle(), std::nullopt);
}

}  // namespace
}  // namespace belfry::process

#include "adapters/process/import_files.hpp"

#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace belfry::process {
namespace {

namespace fs = std::filesystem;

using belfry::test::TemporaryDirectory;

class ImportFilesTest : public ::testing::Test {
 protected:
  Result<ImportFiles> write(const std::string& content = "a,b\n") {
    return ImportFiles::write(folder, "parts.csv", content);
  }
  static fs::perms mode_of(const fs::path& path) { return fs::status(path).permissions(); }

  TemporaryDirectory directory;
  const fs::path folder = directory.path() / "imports";
};

TEST_F(ImportFilesTest, KeepTheNameAndTheContent) {
  const std::string content(300'000, 'x');
  const auto files = write(content);
  ASSERT_TRUE(files);
  EXPECT_EQ(files->file().filename(), "parts.csv");
  std::ifstream in(files->file());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), content);
}

TEST_F(ImportFilesTest, AreReadByTheServersAccountAlone) {
  const auto files = write();
  EXPECT_EQ(mode_of(files->file()), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(mode_of(folder), fs::perms::owner_all);
  EXPECT_EQ(mode_of(files->file().parent_path().parent_path()), fs::perms::owner_all);
}

TEST_F(ImportFilesTest, OfTwoWithOneNameAreTwo) {
  const auto first = write();
  const auto second = write();
  EXPECT_NE(first->file(), second->file());
}

TEST_F(ImportFilesTest, AreGoneWithTheirOwner) {
  {
    auto files = write();
    const ImportFiles moved = std::move(*files);
    EXPECT_TRUE(fs::exists(moved.file()));
  }
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(ImportFilesTest, OfAKilledServerAreRemovedOnceTheyAreOld) {
  const auto young = write();
  fs::create_directories(folder / "import-oldold" / "file");
  fs::create_directories(folder / "of somebody else");
  for (const char* name : {"import-oldold", "of somebody else"}) {
    fs::last_write_time(folder / name, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  ImportFiles::remove_older(folder, std::chrono::minutes(10));
  EXPECT_FALSE(fs::exists(folder / "import-oldold"));
  EXPECT_TRUE(fs::exists(folder / "of somebody else"));
  EXPECT_TRUE(fs::exists(young->file()));
}

TEST_F(ImportFilesTest, TellTheBeginningOfWhatWasSaidOnStandardError) {
  const auto files = write();
  EXPECT_EQ(files->first_errors(), "");
  std::ofstream(files->errors()) << std::string(10'000, 'e');
  EXPECT_EQ(files->first_errors(), std::string(500, 'e'));
}

TEST_F(ImportFilesTest, ThatCannotBeWrittenAreAnErrorForTheLog) {
  std::ofstream(folder.string()) << "a file where the folder should be";
  const auto files = write();
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, ErrorCode::internal_error);
  EXPECT_NE(files.error().log_detail.find("imports"), std::string::npos);
}

}  // namespace
}  // namespace belfry::process

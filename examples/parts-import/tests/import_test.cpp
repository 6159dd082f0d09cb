#include "import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

namespace parts {
namespace {

using testing::ElementsAre;

constexpr const char* kHeader = "part_number,description,quantity,unit_price\n";

class ImportTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(directory); }
  void TearDown() override { std::filesystem::remove_all(directory); }

  Import::End import(const std::string& text, Import::Hooks hooks = {}) {
    std::istringstream in(text);
    belfry::Job job;
    PartsDb db(path());
    hooks.on_bad_row = [this](const BadRow& row) {
      bad_lines.push_back(row.line);
    };
    Import import(job, db, std::move(hooks));
    const Import::End end = import.run({.in = in, .bytes = text.size()});
    reason = import.reason();
    return end;
  }

  /// Each row of the table, its fields joined by a bar.
  std::vector<std::string> rows() const {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(path().c_str(), &db), SQLITE_OK);
    std::vector<std::string> rows;
    const auto take = [](void* into, int count, char** values, char**) {
      std::string& row = static_cast<std::vector<std::string>*>(into)->emplace_back();
      for (int at = 0; at < count; ++at) {
        row += (at == 0 ? "" : "|") + std::string(values[at]);
      }
      return 0;
    };
    sqlite3_exec(db, "SELECT * FROM parts ORDER BY part_number", take, &rows, nullptr);
    sqlite3_close(db);
    return rows;
  }

  std::string path() const { return directory / "parts.db"; }

  const std::filesystem::path directory =
      std::filesystem::temp_directory_path() / ("parts-import-test-" + std::to_string(getpid()));
  std::vector<std::uint64_t> bad_lines;
  std::string reason;
};

TEST_F(ImportTest, StoresEveryPart) {
  EXPECT_EQ(import(std::string(kHeader) + "P-2,\"Nut, small\",5,0.25\nP-1,Bolt,7,1\n"), Import::End::stored);
  EXPECT_THAT(rows(), ElementsAre("P-1|Bolt|7|100", "P-2|Nut, small|5|25"));
}

TEST_F(ImportTest, SkipsBadRowsAndTellsTheirLines) {
  const std::string text = std::string(kHeader) + "P-1,Bolt,7,1\nP-2,Nut,many,1\n\"P-3,Nut,1,1\nP-4,Pin,1,1\n";
  EXPECT_EQ(import(text), Import::End::stored);
  EXPECT_THAT(bad_lines, ElementsAre(3, 4));
  EXPECT_THAT(rows(), ElementsAre("P-1|Bolt|7|100", "P-4|Pin|1|100"));
}

TEST_F(ImportTest, LetsALaterRowReplaceAnEarlierOne) {
  ASSERT_EQ(import(std::string(kHeader) + "P-1,Bolt,7,1\n"), Import::End::stored);
  ASSERT_EQ(import(std::string(kHeader) + "P-1,Bolt,8,1\nP-1,Bolt,9,1\n"), Import::End::stored);
  EXPECT_THAT(rows(), ElementsAre("P-1|Bolt|9|100"));
}

TEST_F(ImportTest, LeavesTheFileAsItWasWhenItIsInterruptedAtTheLastMoment) {
  ASSERT_EQ(import(std::string(kHeader) + "P-1,Bolt,7,1\n"), Import::End::stored);
  std::atomic<bool> interrupted{false};
  Import::Hooks hooks{.last_look = [&] { interrupted = true; }, .interrupted = &interrupted};
  EXPECT_EQ(import(std::string(kHeader) + "P-1,Bolt,8,1\nP-2,Nut,1,1\n", hooks), Import::End::interrupted);
  EXPECT_THAT(rows(), ElementsAre("P-1|Bolt|7|100"));
}

TEST_F(ImportTest, SaysWhatIsWrongWithAFileThatIsNoPartsList) {
  EXPECT_EQ(import(""), Import::End::bad_file);
  EXPECT_EQ(reason, "the file is empty");
  EXPECT_EQ(import("part_number,quantity\n"), Import::End::bad_file);
  EXPECT_EQ(reason, "there is no column description");
  EXPECT_EQ(import("\"part_number\n"), Import::End::bad_file);
  EXPECT_EQ(reason, "the first line: a quote is not closed");
}

TEST_F(ImportTest, ThrowsWhenTheDatabaseIsNone) {
  EXPECT_THROW(PartsDb((directory / "missing" / "parts.db").string()), DatabaseError);
}

}  // namespace
}  // namespace parts

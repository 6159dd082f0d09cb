#include "cli/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::cli::test {

using testing::ElementsAre;

TEST(Table, MakesEachColumnAsWideAsItsWidestCell) {
  Table table({"USER", "WHY"});
  table.add({"ada", "deliver"});
  table.add({"katherine", "-"});
  EXPECT_THAT(table.lines(), ElementsAre("USER       WHY", "ada        deliver", "katherine  -"));
}

TEST(Table, CountsLettersAndNotBytes) {
  Table table({"A", "B"});
  table.add({"\xc3\xa9\xc3\xa9", "x"});
  EXPECT_THAT(table.lines(), ElementsAre("A   B", "\xc3\xa9\xc3\xa9  x"));
}

TEST(Table, PutsNotesBelowTheirRow) {
  Table table({"A"});
  table.add({"one"});
  table.add_note("of one");
  table.add({"two"});
  EXPECT_THAT(table.lines(), ElementsAre("A", "one", "  of one", "two"));
}

}  // namespace belfry::cli::test

#include "part.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parts {
namespace {

using Row = std::vector<std::string>;

std::expected<Part, std::string> read(Row row) {
  const auto columns = Columns::from_header({"part_number", "description", "quantity", "unit_price"});
  return columns.value().read(row);
}

TEST(Part, FindsItsColumnsInAnyOrder) {
  const auto columns = Columns::from_header({"unit_price", "colour", "quantity", "part_number", "description"});
  ASSERT_TRUE(columns.has_value());
  Row row{"1.5", "red", "7", "P-1", "Bolt"};
  const auto part = columns->read(row);
  ASSERT_TRUE(part.has_value());
  EXPECT_EQ(part->number, "P-1");
  EXPECT_EQ(part->description, "Bolt");
  EXPECT_EQ(part->quantity, 7);
  EXPECT_EQ(part->unit_price_cents, 150);
}

TEST(Part, NamesTheColumnThatIsMissing) {
  EXPECT_EQ(Columns::from_header({"part_number", "quantity", "unit_price"}).error(), "there is no column description");
}

TEST(Part, RefusesARowOfAnotherWidth) { EXPECT_EQ(read({"P-1", "Bolt", "7"}).error(), "3 fields instead of 4"); }

TEST(Part, RefusesAPartNumberThatIsEmptyOrTooLong) {
  EXPECT_FALSE(read({"", "Bolt", "7", "1"}).has_value());
  EXPECT_TRUE(read({std::string(64, 'x'), "Bolt", "7", "1"}).has_value());
  EXPECT_FALSE(read({std::string(65, 'x'), "Bolt", "7", "1"}).has_value());
}

TEST(Part, TakesOnlyWholeQuantitiesFromZero) {
  EXPECT_EQ(read({"P", "", "0", "1"})->quantity, 0);
  for (const char* quantity : {"", "-1", "1.5", "7x", " 7", "1000000001", "99999999999999999999"}) {
    EXPECT_FALSE(read({"P", "", quantity, "1"}).has_value()) << quantity;
  }
}

TEST(Part, ReadsPricesToTheCent) {
  EXPECT_EQ(read({"P", "", "1", "12"})->unit_price_cents, 1200);
  EXPECT_EQ(read({"P", "", "1", "12.3"})->unit_price_cents, 1230);
  EXPECT_EQ(read({"P", "", "1", "0.07"})->unit_price_cents, 7);
  for (const char* price : {"", ".5", "1.", "1.234", "-1", "1.-5", "1,5", "1.5.0", "1e3"}) {
    EXPECT_FALSE(read({"P", "", "1", price}).has_value()) << price;
  }
}

}  // namespace
}  // namespace parts

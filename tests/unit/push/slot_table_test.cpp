#include "push/slot_table.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace belfry::push {
namespace {

struct Item {
  Item(Handle h, std::shared_ptr<int> v) : handle(h), value(std::move(v)) {}
  Handle handle;
  std::shared_ptr<int> value;
};

TEST(SlotTable, FindsWhatItHolds) {
  SlotTable<Item> table;
  Item& item = table.emplace(std::make_shared<int>(7));
  EXPECT_EQ(table.find(item.handle), &item);
  EXPECT_EQ(table.find(Handle::unpack(item.handle.packed())), &item);
}

TEST(SlotTable, FindsNothingByTheHandleOfWhatIsGoneThoughItsSlotIsUsedAgain) {
  SlotTable<Item> table;
  const Handle old = table.emplace(std::make_shared<int>(1)).handle;
  table.erase(old);
  EXPECT_EQ(table.find(old), nullptr);
  const Handle young = table.emplace(std::make_shared<int>(2)).handle;
  EXPECT_EQ(young.slot, old.slot);
  EXPECT_EQ(table.find(old), nullptr);
  table.erase(old);
  EXPECT_NE(table.find(young), nullptr);
}

TEST(SlotTable, NeverMovesWhatItHolds) {
  SlotTable<Item> table;
  Item& first = table.emplace(std::make_shared<int>(0));
  for (int i = 1; i < 1'000; ++i) {
    table.emplace(std::make_shared<int>(i));
  }
  EXPECT_EQ(table.find(first.handle), &first);
  EXPECT_EQ(*first.value, 0);
}

TEST(SlotTable, DestroysWhatIsErasedAndWhatIsLeft) {
  const auto erased = std::make_shared<int>(1);
  const auto left = std::make_shared<int>(2);
  {
    SlotTable<Item> table;
    table.emplace(left);
    table.erase(table.emplace(erased).handle);
    EXPECT_EQ(erased.use_count(), 1);
    EXPECT_EQ(left.use_count(), 2);
  }
  EXPECT_EQ(left.use_count(), 1);
}

TEST(SlotTable, KnowsNoSlotThatWasNeverMade) {
  SlotTable<Item> table;
  EXPECT_EQ(table.find({.slot = 3, .generation = 1}), nullptr);
}

}  // namespace
}  // namespace belfry::push

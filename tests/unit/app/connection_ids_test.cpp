#include "app/connection_ids.hpp"

#include "app/connection_directory.hpp"
#include "app/connection_record.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace belfry::app {
namespace {

TEST(ConnectionIds, LeadBackToTheirKeys) {
  const ConnectionIds ids;
  for (const ConnectionKey key : {ConnectionKey{0}, ConnectionKey{1}, make_key(0, 12'345), make_key(63, 1),
                                  make_key(63, (1ULL << 56) - 1), std::numeric_limits<ConnectionKey>::max()}) {
    EXPECT_EQ(ids.key_of(ids.random_of(key)), key);
  }
}

TEST(ConnectionIds, AreNeverTheSameForTwoConnections) {
  const ConnectionIds ids;
  std::set<std::uint64_t> met;
  for (std::uint64_t number = 0; number < 10'000; ++number) {
    EXPECT_TRUE(met.insert(ids.random_of(make_key(number % 2, number))).second);
  }
}

TEST(ConnectionIds, OfTwoProcessesDiffer) {
  const ConnectionIds first({1, 2, 3, 4});
  const ConnectionIds second({1, 2, 3, 5});
  EXPECT_NE(first.random_of(7), second.random_of(7));
}

TEST(ConnectionIds, OfNeighboursHaveNothingInCommon) {
  const ConnectionIds ids({11, 22, 33, 44});
  int differing = 0;
  for (std::uint64_t number = 0; number < 100; ++number) {
    differing += __builtin_popcountll(ids.random_of(number) ^ ids.random_of(number + 1));
  }
  EXPECT_NEAR(differing / 100.0, 32.0, 3.0);
}

TEST(ParseConnectionId, ReadsBackWhatARecordSays) {
  ConnectionRecord record;
  record.connected_at = from_millis(1'769'342'400'123);
  record.random = 0xFEDC'BA98'7654'3210;
  const ConnectionIdParts expected{record.connected_at, record.random};
  EXPECT_EQ(parse_connection_id(record.connection_id()), expected);
}

TEST(ParseConnectionId, RefusesEveryOtherText) {
  for (const auto* text :
       {"", "conn_", "conn_1", "conn_1_", "conn__1", "conn_x_1", "conn_1_!", "conn_01_1", "conn_1_01", "conn_-1_1",
        "conn_1_-1", "conn_1_A", "Conn_1_1", "conn_1_1_1", "conn_1_zzzzzzzzzzzzzz", "BFHPhfCWIAMCKlQ="}) {
    EXPECT_FALSE(parse_connection_id(text)) << text;
  }
}

}  // namespace
}  // namespace belfry::app

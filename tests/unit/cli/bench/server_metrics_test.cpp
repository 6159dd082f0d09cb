#include "cli/bench/server_metrics.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::bench {
namespace {

constexpr std::string_view kPage =
    "# HELP process_cpu_seconds_total User and system CPU time spent.\n"
    "process_cpu_seconds_total 12.345\n"
    "process_resident_memory_bytes 1048576\n"
    "belfry_connections_active{dialect=\"notifications\"} 7\n"
    "belfry_connections_active{dialect=\"jobs\"} 2\n";

TEST(ServerMetrics, AreReadFromThePage) {
  const auto metrics = parse_metrics(kPage);
  ASSERT_TRUE(metrics.has_value());
  EXPECT_DOUBLE_EQ(metrics->cpu_seconds, 12.345);
  EXPECT_DOUBLE_EQ(metrics->resident_bytes, 1048576);
}

TEST(ServerMetrics, CountTheConnectionsOfEveryDialect) { EXPECT_EQ(parse_metrics(kPage)->connections, 9); }

TEST(ServerMetrics, AreNothingWhenTheProcessIsNotThere) {
  EXPECT_FALSE(parse_metrics("belfry_connections_active 1\n").has_value());
}

TEST(ServerMetrics, AreNothingOfAPageThatIsEmpty) { EXPECT_FALSE(parse_metrics("").has_value()); }

}  // namespace
}  // namespace belfry::cli::bench

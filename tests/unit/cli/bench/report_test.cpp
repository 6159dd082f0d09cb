#include "cli/bench/report.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::bench {
namespace {

const std::vector<Figure> kFigures{{"fanout", "server / floor", 1.0149, "", "<= 1.15"},
                                   {"publish", "rate", 23'657.4, "/s"}};

TEST(Report, AlignsItsTable) {
  EXPECT_EQ(table_of(kFigures),
            "fanout    server / floor       1.015        <= 1.15\n"
            "publish   rate                 23657  /s\n");
}

TEST(Report, GivesScriptsTheWholeFigures) {
  EXPECT_EQ(json_of({kFigures[0]}),
            "[{\"scenario\":\"fanout\",\"what\":\"server / floor\",\"value\":1.0149E0,\"unit\":\"\","
            "\"target\":\"<= 1.15\"}]\n");
}

}  // namespace
}  // namespace belfry::cli::bench

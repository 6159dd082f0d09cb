#include "domain/route_selection.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace belfry {
namespace {

/// A lookup that answers with the path it was asked for, but for `missing`.
std::optional<std::string> echo(const std::vector<std::string>& path) {
  return path.front() == "missing" ? std::nullopt : std::optional(fmt::format("<{}>", fmt::join(path, "/")));
}

std::string selected(std::string_view expression) {
  const auto selection = RouteSelection::parse(expression);
  return selection ? selection->select(echo) : "not an expression";
}

TEST(RouteSelection, TakesTheMemberThatIsNamed) { EXPECT_EQ(selected("$request.body.action"), "<action>"); }
TEST(RouteSelection, GoesDownIntoObjects) { EXPECT_EQ(selected("$request.body.a.b.c"), "<a/b/c>"); }
TEST(RouteSelection, JoinsSeveralWithTextBetween) {
  EXPECT_EQ(selected("${request.body.a}/${request.body.b}"), "<a>/<b>");
}
TEST(RouteSelection, TextStandsForItself) { EXPECT_EQ(selected("static"), "static"); }
TEST(RouteSelection, ADollarIsWrittenWithABackslash) { EXPECT_EQ(selected("\\$default"), "$default"); }
TEST(RouteSelection, WhatIsMissingIsEmpty) { EXPECT_EQ(selected("${request.body.missing}-x"), "-x"); }
TEST(RouteSelection, AVariableEndsWhereNamesDo) { EXPECT_EQ(selected("$request.body.a/x"), "<a>/x"); }

TEST(RouteSelection, RefusesWhatIsNoExpression) {
  for (const char* text : {"", "$", "$request.body", "$request.body.", "$request.header.x", "$context.stage", "${a",
                           "${request.body.a", "$request.body.a..b", "${request.body.a b}"}) {
    EXPECT_FALSE(RouteSelection::parse(text)) << text;
  }
}

}  // namespace
}  // namespace belfry

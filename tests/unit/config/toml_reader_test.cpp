#include "config/toml_reader.hpp"

#include "unit/config/fixture.hpp"

#include <gtest/gtest.h>

namespace belfry::config::test {

TEST(TomlReader, TellsFileAndLineOfASyntaxError) {
  EXPECT_EQ(joined(read("[server]\nlisten = \n").problems).find("belfry.toml:2: "), 0U);
}

TEST(TomlReader, TellsFileAndLineOfAWrongType) {
  EXPECT_EQ(joined(read("[server]\n\ndrain_seconds = \"soon\"\n").problems),
            "belfry.toml:3: server.drain_seconds expects a whole number of seconds\n");
}

TEST(TomlReader, SuggestsTheNearestKey) {
  EXPECT_EQ(joined(read("[server]\nlisten_on = \"x\"\nlistn = \"x\"\n").problems),
            "belfry.toml:2: unknown key server.listen_on (did you mean \"listen\"?)\n"
            "belfry.toml:3: unknown key server.listn (did you mean \"listen\"?)\n");
}

TEST(TomlReader, SuggestsTheNearestTable) {
  EXPECT_EQ(joined(read("[heartbeet]\ninterval_seconds = 1\n").problems),
            "belfry.toml:1: unknown table or key heartbeet (did you mean \"heartbeat\"?)\n");
}

TEST(TomlReader, ReportsEveryProblemOfAFile) {
  EXPECT_EQ(read("[server]\nlisten = 1\n[limits]\nconnections = \"many\"\n[log]\ncolour = true\n").problems.size(), 3U);
}

TEST(TomlReader, ReadsOneIssuerOrSeveral) {
  EXPECT_EQ(read("[auth.jwt]\nissuer = \"a\"\n").config.jwt.size(), 1U);
  const LoadedConfig several = read("[[auth.jwt]]\nissuer = \"a\"\n[[auth.jwt]]\nissuer = \"b\"\n");
  ASSERT_EQ(several.config.jwt.size(), 2U);
  EXPECT_EQ(several.config.jwt[1].issuer, "b");
}

TEST(TomlReader, ReplacesTheDefaultChannelRules) {
  const LoadedConfig loaded = read("[[channels]]\npattern = \"news\"\nwho = \"anyone\"\n");
  ASSERT_EQ(loaded.config.channels.size(), 1U);
  EXPECT_EQ(loaded.config.channels[0].pattern, "news");
}

TEST(TomlReader, ReadsRetentionByType) {
  const LoadedConfig loaded = read("[notifications.retention_days_by_type]\nnew_like = 7\n");
  ASSERT_TRUE(loaded.ok()) << joined(loaded.problems);
  EXPECT_EQ(loaded.config.notifications.retention_by_type.at("new_like"), Days(7));
}

TEST(TomlReader, ReadsHandlersByRoute) {
  const LoadedConfig loaded = read("[routes.integrations]\n\"$connect\" = \"http://h/c\"\nchat = \"http://h/x\"\n");
  ASSERT_TRUE(loaded.ok()) << joined(loaded.problems);
  EXPECT_EQ(loaded.config.routes.integrations.at("$connect"), "http://h/c");
  EXPECT_EQ(loaded.config.routes.integrations.at("chat"), "http://h/x");
}

TEST(TomlReader, RefusesHandlersThatAreNoText) {
  EXPECT_EQ(joined(read("[routes.integrations]\nchat = 1\n").problems),
            "belfry.toml:1: routes.integrations expects a table of strings\n");
}

TEST(TomlReader, AsksForDoubleBracketsWhereAListIsMeant) {
  EXPECT_EQ(joined(read("[auth.service_keys]\nname = \"a\"\n").problems),
            "belfry.toml:1: auth.service_keys must be written as a table: [[auth.service_keys]]\n");
}

TEST(TomlReader, SaysThatAFileIsMissing) {
  LoadedConfig loaded;
  read_toml_file("/nonexistent/belfry.toml", loaded);
  EXPECT_EQ(joined(loaded.problems), "/nonexistent/belfry.toml: cannot be read: No such file or directory\n");
}

}  // namespace belfry::config::test

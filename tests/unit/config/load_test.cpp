#include "config/load.hpp"

#include "unit/config/fixture.hpp"

#include <gtest/gtest.h>

namespace belfry::config::test {
namespace {

constexpr const char* kSecret = "0123456789abcdef0123456789abcdef";

class Load : public testing::Test {
 protected:
  LoadedConfig load_file(const std::string& text, const Environment& environment = {}) {
    return load({.file = folder_.write("belfry.toml", text), .flags = {}}, environment);
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(Load, TakesTheFileBeforeTheDefault) {
  EXPECT_EQ(load_file("[server]\npublic_url = \"http://file\"\n").config.server.public_url, "http://file");
}

TEST_F(Load, TakesANameOfTheSystemsReplacedBeforeTheFile) {
  const LoadedConfig loaded =
      load_file("[server]\npublic_url = \"http://file\"\n", {{"WEBSOCKET_API_ENDPOINT", "ws://legacy"}});
  EXPECT_EQ(loaded.config.server.public_url, "http://legacy");
}

TEST_F(Load, TakesAnOwnNameBeforeOneOfTheSystemsReplaced) {
  const LoadedConfig loaded =
      load_file("", {{"WEBSOCKET_API_ENDPOINT", "ws://legacy"}, {"BELFRY_SERVER_PUBLIC_URL", "http://own"}});
  EXPECT_EQ(loaded.config.server.public_url, "http://own");
}

TEST_F(Load, TakesAFlagBeforeTheEnvironment) {
  const LoadedConfig loaded =
      load({.file = folder_.write("belfry.toml", ""), .flags = {{"server.listen", "127.0.0.1:3"}}},
           {{"BELFRY_SERVER_LISTEN", "127.0.0.1:2"}});
  EXPECT_EQ(loaded.config.server.listen, "127.0.0.1:3");
}

TEST_F(Load, FindsTheFileByTheEnvironment) {
  const std::string file = folder_.write("other.toml", "[log]\nlevel = \"debug\"\n");
  EXPECT_EQ(load({}, {{"BELFRY_CONFIG", file}}).config.log.level, "debug");
}

TEST_F(Load, ReadsASecretFromAFileWithoutItsNewline) {
  const std::string secret = folder_.write("secret", std::string(kSecret) + "\n");
  const LoadedConfig loaded = load_file("[auth.connection_tokens]\nsecret = \"file:" + secret + "\"\n");
  EXPECT_TRUE(loaded.ok()) << joined(loaded.problems);
  EXPECT_EQ(loaded.config.connection_tokens.secret, kSecret);
}

TEST_F(Load, ReadsASecretFromTheEnvironment) {
  const LoadedConfig loaded = load_file("[auth.connection_tokens]\nsecret = \"env:TOKEN\"\n", {{"TOKEN", kSecret}});
  EXPECT_EQ(loaded.config.connection_tokens.secret, kSecret);
}

TEST_F(Load, SaysThatASecretsFileIsMissing) {
  const LoadedConfig loaded = load_file("[auth.connection_tokens]\nsecret = \"file:/nonexistent/x\"\n");
  EXPECT_NE(joined(loaded.problems)
                .find("belfry.toml:2: auth.connection_tokens.secret names a file that cannot be "
                      "read: /nonexistent/x: No such file or directory\n"),
            std::string::npos);
}

TEST_F(Load, SaysThatASecretsVariableIsNotSet) {
  const LoadedConfig loaded = load_file("[auth.connection_tokens]\nsecret = \"env:TOKEN\"\n");
  EXPECT_NE(joined(loaded.problems).find("names an environment variable that is not set: TOKEN\n"), std::string::npos);
}

TEST_F(Load, TakesAnIssuerWithoutAnyValueAsNone) {
  const LoadedConfig loaded = load_file("[auth.jwt]\nissuer = \"\"\njwks_url = \"\"\n");
  EXPECT_TRUE(loaded.ok()) << joined(loaded.problems);
  EXPECT_TRUE(loaded.config.jwt.empty());
}

}  // namespace belfry::config::test

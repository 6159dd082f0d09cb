#include "config/print.hpp"

#include "config/schema.hpp"
#include "unit/config/fixture.hpp"

#include <gtest/gtest.h>

#include <iterator>

namespace belfry::config::test {
namespace {

std::string content(const std::string& path) {
  std::ifstream in(std::string(BELFRY_SOURCE_DIR) + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST(Print, HidesSecretsThatAreSet) {
  Config config;
  config.connection_tokens.secret = "open sesame, open sesame, open sesame";
  config.service_keys = {{.name = "a", .key = "another secret of mine"}};
  const std::string text = print_toml(config);
  EXPECT_EQ(text.find("sesame"), std::string::npos);
  EXPECT_EQ(text.find("another secret"), std::string::npos);
  EXPECT_NE(text.find("secret = \"********\""), std::string::npos);
}

TEST(Print, ShowsThatASecretIsNotSet) {
  EXPECT_NE(print_toml(Config()).find("\nprevious_secret = \"\"\n"), std::string::npos);
}

TEST(Print, GivesAFileThatReadsBackTheSame) {
  Config config;
  config.server.trusted_proxies = {"10.0.0.0/8", "quoted \"name\""};
  config.notifications.retention_by_type["new_like"] = Days(7);
  config.routes.integrations["$connect"] = "http://h/connect";
  config.jwt.resize(2);
  config.jwt[0].issuer = "a";
  config.jwt[1].issuer = "b";
  const std::string text = print_toml(config);
  const LoadedConfig loaded = read(text);
  ASSERT_TRUE(loaded.ok()) << joined(loaded.problems);
  EXPECT_EQ(print_toml(loaded.config), text);
}

TEST(Print, KeepsTheListOfKeys) { EXPECT_EQ(print_key_list(), content("/tests/golden/config_keys.txt")); }

TEST(Print, KeepsTheDocumentationCurrent) { EXPECT_EQ(print_markdown(), content("/docs/configuration.md")); }

TEST(Print, KeepsTheEnvironmentExampleCurrent) { EXPECT_EQ(print_env_example(), content("/.env.example")); }

TEST(Print, ListsEveryEnvironmentNameInTheExample) {
  const std::string example = content("/.env.example");
  for (const Section& section : schema()) {
    for (const Key& key : section.keys) {
      if (section.has_environment()) {
        EXPECT_NE(example.find('#' + environment_name(section, key) + '='), std::string::npos) << key.name;
      }
    }
  }
}

}  // namespace belfry::config::test

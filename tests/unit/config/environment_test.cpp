#include "config/environment.hpp"

#include "config/schema.hpp"
#include "config/value.hpp"
#include "unit/config/fixture.hpp"

#include <gtest/gtest.h>

namespace belfry::config::test {
namespace {

LoadedConfig with(const Environment& environment, const std::string& file = "") {
  LoadedConfig loaded = read(file);
  apply_environment(environment, loaded);
  return loaded;
}

struct LegacyCase {
  const char* name;
  const char* value;
  const char* section;
  const char* key;
  const char* toml;
};

// Written out, not taken from the table under test: these names are promises (product 6.1).
constexpr LegacyCase kLegacy[] = {
    {"WEBSOCKET_API_ENDPOINT", "wss://push.example.com", "server", "public_url", "\"wss://push.example.com\""},
    {"WEBSOCKET_ENABLED", "false", "server", "websocket_enabled", "false"},
    {"WEBSOCKET_TOKEN_SECRET", "s", "auth.connection_tokens", "secret", "\"s\""},
    {"WEBSOCKET_TOKEN_SECRET_PREVIOUS", "p", "auth.connection_tokens", "previous_secret", "\"p\""},
    {"WEBSOCKET_TOKEN_TTL_SECONDS", "90", "auth.connection_tokens", "ttl_seconds", "90"},
    {"WEBSOCKET_MAX_TOKENS_PER_MINUTE", "7", "auth.connection_tokens", "per_minute_per_user", "7"},
    {"WEBSOCKET_TOKEN_MAX_AGE", "60", "auth.jwt", "max_age_seconds", "60"},
    {"WEBSOCKET_TOKEN_MAX_AGE", "60", "auth.cognito", "max_age_seconds", "60"},
    {"WEBSOCKET_MESSAGE_MAX_SIZE", "1000", "limits", "message_bytes", "1000"},
    {"WEBSOCKET_MAX_CONNECTIONS_PER_USER", "9", "limits", "connections_per_user", "9"},
    {"BROADCAST_RATE_LIMIT_PER_MIN", "11", "limits", "broadcasts_per_minute", "11"},
    {"COGNITO_USER_POOL_ID", "eu-west-1_A", "auth.cognito", "user_pool_id", "\"eu-west-1_A\""},
    {"COGNITO_CLIENT_ID", "c", "auth.cognito", "client_id", "\"c\""},
    {"COGNITO_REGION", "eu-west-1", "auth.cognito", "region", "\"eu-west-1\""},
};

std::string value_at(LoadedConfig& loaded, std::string_view section_name, std::string_view key_name) {
  for (const Section& section : schema()) {
    for (const Key& key : section.keys) {
      if (section.name == section_name && key.name == key_name) {
        return to_toml(key.slot(section.at(loaded.config, 0)));
      }
    }
  }
  return "no such key";
}

class LegacyName : public testing::TestWithParam<LegacyCase> {};

TEST_P(LegacyName, SetsItsKey) {
  const LegacyCase& legacy = GetParam();
  LoadedConfig loaded = with({{legacy.name, legacy.value}}, "[auth.jwt]\nissuer = \"a\"\n");
  EXPECT_EQ(value_at(loaded, legacy.section, legacy.key), legacy.toml);
  EXPECT_TRUE(loaded.ok()) << joined(loaded.problems);
}

INSTANTIATE_TEST_SUITE_P(All, LegacyName, testing::ValuesIn(kLegacy));

class NameWithoutEffect : public testing::TestWithParam<const char*> {};

TEST_P(NameWithoutEffect, IsReportedAsAWarning) {
  const LoadedConfig loaded = with({{GetParam(), "x"}});
  ASSERT_EQ(loaded.warnings.size(), 1U);
  EXPECT_EQ(loaded.warnings[0].find(std::string(GetParam()) + " is accepted and does nothing"), 0U);
}

INSTANTIATE_TEST_SUITE_P(All, NameWithoutEffect,
                         testing::Values("WEBSOCKET_CONNECTION_TABLE", "WEBSOCKET_CONNECTIONS_TABLE",
                                         "CONNECTIONS_TABLE", "WEBSOCKET_TOKENS_TABLE", "WEBSOCKET_REGION",
                                         "NOTIFICATIONS_TOPIC_ARN"));

}  // namespace

TEST(Environment, ReadsListsWithCommas) {
  EXPECT_EQ(with({{"BELFRY_ORIGINS_ALLOW", "https://a.example, https://b.example"}}).config.origins.allow,
            (Strings{"https://a.example", "https://b.example"}));
}

TEST(Environment, ReadsRetentionByTypeAsPairs) {
  const LoadedConfig loaded = with({{"BELFRY_NOTIFICATIONS_RETENTION_DAYS_BY_TYPE", "new_like=7,new_follower=14"}});
  EXPECT_EQ(loaded.config.notifications.retention_by_type.at("new_follower"), Days(14));
}

TEST(Environment, ReadsHandlersByRouteAsPairs) {
  const LoadedConfig loaded = with({{"BELFRY_ROUTES_INTEGRATIONS", "$connect=http://h/c?a=b, chat = http://h/x"}});
  EXPECT_EQ(loaded.config.routes.integrations.at("$connect"), "http://h/c?a=b");
  EXPECT_EQ(loaded.config.routes.integrations.at("chat"), "http://h/x");
}

TEST(Environment, MakesTheSingleIssuer) {
  const LoadedConfig loaded = with({{"BELFRY_AUTH_JWT_ISSUER", "me"}});
  ASSERT_EQ(loaded.config.jwt.size(), 1U);
  EXPECT_EQ(loaded.config.jwt[0].issuer, "me");
}

TEST(Environment, RefusesToChooseAmongSeveralIssuers) {
  const LoadedConfig loaded =
      with({{"BELFRY_AUTH_JWT_ISSUER", "me"}}, "[[auth.jwt]]\nissuer = \"a\"\n[[auth.jwt]]\nissuer = \"b\"\n");
  EXPECT_EQ(joined(loaded.problems),
            "BELFRY_AUTH_JWT_ISSUER cannot tell which of several [[auth.jwt]] it means; set it in the file\n");
}

TEST(Environment, MakesNoIssuerOfAMaximumAgeAlone) {
  EXPECT_TRUE(with({{"WEBSOCKET_TOKEN_MAX_AGE", "60"}}).config.jwt.empty());
}

TEST(Environment, NamesTheVariableOfAWrongValueButNotTheValue) {
  EXPECT_EQ(joined(with({{"BELFRY_SERVER_DRAIN_SECONDS", "soon"}}).problems),
            "BELFRY_SERVER_DRAIN_SECONDS: server.drain_seconds expects a whole number of seconds\n");
}

TEST(Environment, WarnsOfAMistypedName) {
  EXPECT_EQ(joined(with({{"BELFRY_SERVER_LISTN", "x"}}).warnings),
            "BELFRY_SERVER_LISTN names no key and does nothing (did you mean \"BELFRY_SERVER_LISTEN\"?)\n");
}

TEST(Environment, TakesAnEmptyVariableAsUnset) {
  EXPECT_EQ(with({{"BELFRY_SERVER_LISTEN", ""}}).config.server.listen, "127.0.0.1:8080");
}

}  // namespace belfry::config::test

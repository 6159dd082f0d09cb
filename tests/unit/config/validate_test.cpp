#include "config/validate.hpp"

#include "unit/config/fixture.hpp"

#include <gtest/gtest.h>

namespace belfry::config::test {
namespace {

struct WrongValue {
  const char* text;
  const char* problem;
};

constexpr WrongValue kWrongValues[] = {
    {"[server]\nlisten = \"8080\"", "server.listen must be an address and a port like 127.0.0.1:8080"},
    {"[server]\nlisten = \"127.0.0.1:70000\"", "server.listen must be an address and a port"},
    {"[server]\nlisten = \"example.com:80\"", "server.listen must be an address and a port"},
    {"[server]\ninternal_listen = \"x\"", "server.internal_listen must be an address and a port"},
    {"[server]\npublic_url = \"ftp://x\"", "server.public_url must be a URL like https://push.example.com"},
    {"[server]\ndrain_seconds = -1", "server.drain_seconds must not be negative"},
    {"[server]\ndata_dir = \"\"", "server.data_dir must not be empty"},
    {"[server]\ntls_key = \"k\"", "server.tls_certificate and server.tls_key must be set together"},
    {"[server]\ntrusted_proxies = [\"10.0.0.0/40\"]", "server.trusted_proxies must hold addresses or networks"},
    {"[limits]\nconnections = 4294967296", "limits.connections must not be above 4294967295"},
    {"[limits]\nconnections_per_user_policy = \"drop\"", "must be \"reject\" or \"evict_oldest\""},
    {"[limits]\nqueue_bytes = 10", "limits.queue_bytes must not be below limits.message_bytes"},
    {"[heartbeat]\ntimeout_seconds = 30", "heartbeat.timeout_seconds must be above heartbeat.interval_seconds"},
    {"[notifications]\nextra_types = [\"No\"]", "notifications.extra_types must hold types of 1 to 50 characters"},
    {"[notifications]\nmandatory = [\"\"]", "notifications.mandatory must hold types"},
    {"[notifications.retention_days_by_type]\nnew_like = -1", "retention_days_by_type must not be negative"},
    {"[[channels]]\nwho = \"anyone\"", "channels[0].pattern must be set"},
    {"[[channels]]\npattern = \"*\"\nwho = \"claim:\"", "channels[0].who must be anyone, self, admin"},
    {"[outbox]\nurl = \"ftp://x/hook\"", "outbox.url must be a URL like https://mail.example.com/belfry"},
    {"[outbox]\nurl = \"wss://x/hook\"", "outbox.url must be a URL like https://mail.example.com/belfry"},
    {"[outbox]\nurl = \"https://x/hook?key=1\"", "outbox.url must be a URL like https://mail.example.com/belfry"},
    {"[outbox]\nurl = \"https://a:b@x/hook\"", "outbox.url must hold no user name and no password"},
    {"[outbox]\nurl = \"https://x/hook\"", "outbox.secret must have at least 16 characters where outbox.url is set"},
    {"[outbox]\nevents = []", "outbox.events must not be empty"},
    {"[outbox]\nevents = [\"read\"]", "outbox.events must hold decided or delivered, not \"read\""},
    {"[outbox]\ntimeout_seconds = 0", "outbox.timeout_seconds must be 1 to 60"},
    {"[outbox]\ntimeout_seconds = 61", "outbox.timeout_seconds must be 1 to 60"},
    {"[outbox]\nattempts = 0", "outbox.attempts must be 1 to 100"},
    {"[outbox]\nfirst_delay_seconds = 0", "outbox.first_delay_seconds must be above 0"},
    {"[outbox]\nmax_delay_seconds = 4", "outbox.max_delay_seconds must not be below outbox.first_delay_seconds"},
    {"[outbox]\nconcurrency = 65", "outbox.concurrency must be 1 to 64"},
    {"[routes]\nstage = \"a/b\"", "routes.stage must be one segment of a path, of letters, digits, - and _"},
    {"[routes]\nstage = \"users\"", "routes.stage must be another name: /users is a path of the server's own"},
    {"[routes.integrations]\nchat = \"http://h/x\"", "routes.stage must be set beside routes.integrations"},
    {"[routes.integrations]\nchat = \"h/x\"", "routes.integrations must be URLs like http://127.0.0.1:9000/connect"},
    {"[routes.integrations]\nchat = \"http://a:b@x/\"", "routes.integrations must hold no user name and no password"},
    {"[routes.integrations]\n\"\" = \"http://h/x\"", "routes.integrations must hold no empty route"},
    {"[routes]\ntwo_way = [\"chat\"]", "routes.two_way holds \"chat\", which is none of routes.integrations"},
    {"[routes]\ntwo_way = [\"$connect\"]", "routes.two_way must not hold $connect"},
    {"[routes]\nselection_expression = \"$request.header.x\"", "routes.selection_expression must be like"},
    {"[routes]\ntimeout_seconds = 301", "routes.timeout_seconds must be 1 to 300"},
    {"[routes]\nconcurrency = 0", "routes.concurrency must be 1 to 256"},
    {"[store]\nurl = \"postgresql://db/x\"", "PostgreSQL, which is not supported by this build yet"},
    {"[store]\nurl = \"mysql:x\"", "store.url must be sqlite:<file> or memory:"},
    {"[broker]\nurl = \"nats://n\"", "NATS, which is not supported by this build yet"},
    {"[broker]\nurl = \"x\"", "broker.url must be memory:"},
    {"[log]\nlevel = \"loud\"", "log.level must be debug, info, warning, error or off"},
    {"[log]\nformat = \"xml\"", "log.format must be json or text"},
    {"[origins]\nallow = [\"https://a.example/path\"]", "origins.allow must hold origins like"},
    {"[origins]\nallow = [\"wss://a.example\"]", "origins.allow must hold origins like"},
    {"[auth.connection_tokens]\nsecret = \"short\"", "auth.connection_tokens.secret must have at least 32 bytes"},
    {"[auth.connection_tokens]\nttl_seconds = 0", "auth.connection_tokens.ttl_seconds must be above 0"},
    {"[auth.jwt]\nissuer = \"a\"", "auth.jwt[0] needs exactly one of jwks_url, jwks_file and hs256_secret"},
    {"[auth.jwt]\nhs256_secret = \"short\"", "auth.jwt[0].hs256_secret must have at least 32 bytes"},
    {"[auth.jwt]\njwks_url = \"https://x/k\"", "auth.jwt[0].issuer must be set beside jwks_url"},
    {"[auth.jwt]\nissuer = \"a\"\njwks_url = \"file:///k\"", "auth.jwt[0].jwks_url must be an http or https URL"},
    {"[auth.jwt]\njwks_file = \"k\"\nuser_claim = \"\"", "auth.jwt[0].user_claim must not be empty"},
    {"[auth.cognito]\nclient_id = \"c\"", "auth.cognito.client_id needs auth.cognito.user_pool_id too"},
    {"[auth.cognito]\nuser_pool_id = \"x\"\nclient_id = \"c\"", "auth.cognito.user_pool_id must look like"},
    {"[auth.cognito]\nuser_pool_id = \"a-1_X\"", "auth.cognito.client_id must be set beside user_pool_id"},
    {"[auth.cognito]\nuser_pool_id = \"a-1_X\"\nclient_id = \"c\"\nregion = \"b\"", "is not the pool's own, a-1"},
    {"[auth.cognito]\ntoken_use = [\"refresh\"]", "auth.cognito.token_use must hold access or id"},
    {"[[auth.service_keys]]\nkey = \"0123456789abcdef\"", "auth.service_keys[0].name must be set"},
    {"[[auth.service_keys]]\nname = \"a\"\nkey = \"short\"", "auth.service_keys[0].key must have at least 16 bytes"},
    {"[[auth.service_keys]]\nname = \"a\"\nkey = \"0123456789abcdef\"\nscopes = [\"fly\"]", "an unknown scope \"fly\""},
    {"[[auth.service_keys]]\nname = \"a\"\nkey = \"0123456789abcdef\"\nscopes = []", "scopes must not be empty"},
    {"[[auth.aws_keys]]\naccess_key_id = \"a\"", "auth.aws_keys[0] needs both"},
};

class Validate : public testing::TestWithParam<WrongValue> {};

TEST_P(Validate, NamesTheKeyAndWhatItMustBe) {
  const std::string problems = problems_of(GetParam().text);
  EXPECT_NE(problems.find(GetParam().problem), std::string::npos) << "only: " << problems;
}

INSTANTIATE_TEST_SUITE_P(WrongValues, Validate, testing::ValuesIn(kWrongValues));

}  // namespace

TEST(ValidateAll, AcceptsTheDefaults) { EXPECT_EQ(problems_of(""), ""); }

TEST(ValidateAll, AcceptsLimitsThatAreSwitchedOff) {
  EXPECT_EQ(problems_of("[limits]\nconnections = 0\nqueue_bytes = 0\n[heartbeat]\ninterval_seconds = 0\n"
                        "timeout_seconds = 0\n[notifications]\nretention_days = 0\n"),
            "");
}

TEST(ValidateAll, AcceptsAnOutboxOverHttpAndHttps) {
  for (const char* url : {"http://127.0.0.1:9/hook", "https://mail.example.com"}) {
    const std::string text = "[outbox]\nsecret = \"0123456789abcdef\"\nurl = \"" + std::string(url) + "\"\n";
    EXPECT_EQ(problems_of(text), "") << url;
  }
}

TEST(ValidateAll, KeepsTheUrlOfAnOutboxOutOfItsMessages) {
  EXPECT_EQ(problems_of("[outbox]\nurl = \"https://a:hunter2@x/\"\n").find("hunter2"), std::string::npos);
}

TEST(ValidateAll, ReadsWssAsHttps) {
  LoadedConfig loaded = read("[server]\npublic_url = \"wss://push.example.com/\"\n");
  validate(loaded);
  EXPECT_EQ(loaded.config.server.public_url, "https://push.example.com");
}

TEST(ValidateAll, TakesTheRegionFromTheUserPool) {
  LoadedConfig loaded = read("[auth.cognito]\nuser_pool_id = \"eu-west-1_A\"\nclient_id = \"c\"\n");
  validate(loaded);
  EXPECT_EQ(loaded.config.cognito.region, "eu-west-1");
}

TEST(ValidateAll, RefusesAKeyThatTwoServicesShare) {
  const std::string service = "[[auth.service_keys]]\nkey = \"0123456789abcdef\"\nname = ";
  EXPECT_EQ(problems_of(service + "\"a\"\n" + service + "\"b\"\n"),
            "belfry.toml:5: auth.service_keys[1].key is the same as another service's\n");
}

}  // namespace belfry::config::test

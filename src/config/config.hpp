#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

// What can be configured, one struct a table of belfry.toml, with the defaults (docs/configuration.md). The key names,
// their texts and their environment names stand in schema_*.cpp. A limit of 0 is switched off.
namespace belfry::config {

using Days = std::chrono::days;
using Seconds = std::chrono::seconds;
using Strings = std::vector<std::string>;

struct ServerConfig {
  std::string listen = "127.0.0.1:8080";
  std::string internal_listen;
  std::string public_url = "http://127.0.0.1:8080";
  std::string data_dir = "belfry-data";
  Strings trusted_proxies;
  Seconds drain{30};
  std::string tls_certificate;
  std::string tls_key;
  bool websocket_enabled = true;
  bool compression = false;
  bool dashboard = true;
};

struct JwtConfig {
  std::string issuer;
  Strings audience;
  std::string jwks_url;
  std::string jwks_file;
  std::string hs256_secret;
  std::string user_claim = "sub";
  std::string scope_claim = "scope";
  Seconds leeway{30};
  Seconds max_age{3600};
  bool allow_at_connect = true;
};

struct CognitoConfig {
  std::string user_pool_id;
  std::string client_id;
  std::string region;
  Strings token_use{"access", "id"};
  Seconds max_age{3600};
};

struct ConnectionTokensConfig {
  std::string secret;
  std::string previous_secret;
  Seconds ttl{60};
  std::int64_t per_minute_per_user = 10;
};

struct ServiceKeyConfig {
  std::string name;
  std::string key;
  Strings scopes{"publish", "broadcast", "jobs", "connections", "users", "admin"};
};

struct AwsKeyConfig {
  std::string access_key_id;
  std::string secret_access_key;
};

struct OriginsConfig {
  Strings allow;
};

struct LimitsConfig {
  std::int64_t connections = 100'000;
  std::int64_t connections_per_user = 5;
  std::string connections_per_user_policy = "reject";
  std::int64_t connect_attempts_per_minute_per_ip = 5;
  std::int64_t messages_per_second = 10;
  std::int64_t subscribes_per_minute = 20;
  std::int64_t message_bytes = 131'072;
  std::int64_t queue_bytes = 1'048'576;
  std::int64_t broadcasts_per_minute = 60;
};

struct HeartbeatConfig {
  Seconds interval{30};
  Seconds timeout{90};
  Seconds lifetime{7200};
};

struct NotificationsConfig {
  Strings extra_types;
  Strings mandatory{"maintenance_scheduled"};
  Days retention{90};
  std::map<std::string, Days> retention_by_type;
  Days undelivered{7};
  Seconds ack_timeout{10};
  std::int64_t ack_attempts = 3;
  Days log{30};
};

struct ChannelRule {
  std::string pattern;
  std::string who;
};

struct JobsConfig {
  std::int64_t updates_per_second = 10;
  Days retention{30};
  Seconds stalled{60};
};

struct OutboxConfig {
  std::string url;
  std::string secret;
  Strings events{"decided", "delivered"};
  Seconds timeout{10};
  std::int64_t attempts = 10;
  Seconds first_delay{5};
  Seconds max_delay{3600};
  std::int64_t concurrency = 4;
};

/// Handlers written for API Gateway (product 3.4).
struct RoutesConfig {
  std::string stage;
  std::string selection_expression = "$request.body.action";
  std::map<std::string, std::string> integrations;
  Strings two_way;
  Seconds timeout{29};
  std::int64_t concurrency = 64;
};

struct StoreConfig {
  std::string url = "sqlite:belfry.db";
};

struct BrokerConfig {
  std::string url = "memory:";
};

struct LogConfig {
  std::string level = "info";
  std::string format = "json";
};

/// What `--dev` opens beside the keys (product 5.4); never set by a file or the environment.
struct DevConfig {
  bool enabled = false;  ///< POST /dev/login, unsigned AWS requests, origins on loopback with any port
};

struct Config {
  ServerConfig server;
  std::vector<JwtConfig> jwt;
  CognitoConfig cognito;
  ConnectionTokensConfig connection_tokens;
  std::vector<ServiceKeyConfig> service_keys;
  std::vector<AwsKeyConfig> aws_keys;
  OriginsConfig origins;
  LimitsConfig limits;
  HeartbeatConfig heartbeat;
  NotificationsConfig notifications;
  std::vector<ChannelRule> channels{{"user:{userId}:*", "self"}, {"*", "anyone"}};
  JobsConfig jobs;
  OutboxConfig outbox;
  RoutesConfig routes;
  StoreConfig store;
  BrokerConfig broker;
  LogConfig log;
  DevConfig dev;
};

}  // namespace belfry::config

#include "server/settings.hpp"

#include "config/address.hpp"

namespace belfry::server {
namespace {

template <class Integer>
Integer to(std::int64_t value) {
  return static_cast<Integer>(value);
}

/// `who` has been validated: what is none of the fixed words is `claim:<name>`.
ChannelRule rule_of(const config::ChannelRule& rule) {
  constexpr std::string_view kClaim = "claim:";
  ChannelRule made{.pattern = rule.pattern, .who = Who::anyone, .claim = {}};
  if (rule.who == "self") {
    made.who = Who::self;
  } else if (rule.who == "admin") {
    made.who = Who::admin;
  } else if (rule.who == "service") {
    made.who = Who::service;
  } else if (rule.who.starts_with(kClaim)) {
    made.who = Who::claim;
    made.claim = rule.who.substr(kClaim.size());
  }
  return made;
}

std::uint32_t seconds_of(std::chrono::seconds seconds) { return static_cast<std::uint32_t>(seconds.count()); }

}  // namespace

app::ConnectionDirectory::Settings directory_settings(const config::Config& config) {
  const bool evict = config.limits.connections_per_user_policy == "evict_oldest";
  return {.connections = to<std::uint64_t>(config.limits.connections),
          .connections_per_user = to<std::uint64_t>(config.limits.connections_per_user),
          .policy = evict ? app::OverLimit::evict_oldest : app::OverLimit::reject};
}

app::Connect::Settings connect_settings(const config::Config& config) {
  const auto attempts = to<std::uint32_t>(config.limits.connect_attempts_per_minute_per_ip);
  return {.attempts_per_address = {attempts, std::chrono::minutes(1)}, .lifetime = config.heartbeat.lifetime};
}

app::IssueToken::Settings token_settings(const config::Config& config) {
  const auto per_minute = to<std::uint32_t>(config.connection_tokens.per_minute_per_user);
  return {.ttl = config.connection_tokens.ttl, .per_user = {per_minute, std::chrono::minutes(1)}};
}

app::Publish::Settings publish_settings(const config::Config& config) {
  return {.max_message_bytes = to<std::uint64_t>(config.limits.message_bytes),
          .retention_by_type = {config.notifications.retention_by_type.begin(),
                                config.notifications.retention_by_type.end()}};
}

app::Broadcast::Settings broadcast_settings(const config::Config& config) {
  const auto per_minute = to<std::uint32_t>(config.limits.broadcasts_per_minute);
  return {.to_everybody = {per_minute, std::chrono::minutes(1)}};
}

app::JobTable::Settings job_settings(const config::Config& config) {
  app::JobTable::Settings settings;
  const auto per_second = config.jobs.updates_per_second;
  settings.update_interval = std::chrono::milliseconds(per_second > 0 ? 1000 / per_second : 0);
  settings.stalled = config.jobs.stalled;
  return settings;
}

ChannelRules channel_rules(const config::Config& config) {
  std::vector<ChannelRule> rules;
  for (const config::ChannelRule& rule : config.channels) {
    rules.push_back(rule_of(rule));
  }
  return ChannelRules(std::move(rules));
}

app::Upkeep::Settings upkeep_settings(const config::Config& config) {
  return {.retention = config.notifications.retention, .log = config.notifications.log, .jobs = config.jobs.retention};
}

ShardNode::Settings shard_settings(const config::Config& config) {
  ShardNode::Settings settings;
  settings.engine = {.max_message_bytes = to<std::size_t>(config.limits.message_bytes),
                     .queue_bytes = to<std::size_t>(config.limits.queue_bytes),
                     .ping_interval_seconds = seconds_of(config.heartbeat.interval),
                     .silence_timeout_seconds = seconds_of(config.heartbeat.timeout)};
  settings.session.heartbeat_seconds = seconds_of(config.heartbeat.interval);
  settings.session.max_message_bytes = to<std::uint64_t>(config.limits.message_bytes);
  settings.session.messages = {to<std::uint32_t>(config.limits.messages_per_second), std::chrono::seconds(1)};
  settings.session.subscribes = {to<std::uint32_t>(config.limits.subscribes_per_minute), std::chrono::minutes(1)};
  settings.session.mandatory = MandatoryTypes(config.notifications.mandatory);
  settings.session.ack = {.timeout = config.notifications.ack_timeout,
                          .attempts = to<std::uint32_t>(config.notifications.ack_attempts)};
  settings.session.undelivered = config.notifications.undelivered;
  settings.drain = config.server.drain;
  return settings;
}

std::string socket_url(const config::Config& config) {
  std::string url = config.server.public_url;
  if (url.starts_with("http")) {
    url.replace(0, 4, "ws");
  }
  while (url.ends_with('/')) {
    url.pop_back();
  }
  return url + "/ws";
}

std::string socket_origin(const config::Config& config) {
  auto url = config::HttpUrl::parse(config.server.public_url).value_or(config::HttpUrl{});
  url.path.clear();
  return url.str().replace(0, 4, "ws");
}

}  // namespace belfry::server

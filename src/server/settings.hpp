#pragma once

#include "app/broadcast.hpp"
#include "app/connect.hpp"
#include "app/connection_directory.hpp"
#include "app/issue_token.hpp"
#include "app/job_table.hpp"
#include "app/publish.hpp"
#include "app/upkeep.hpp"
#include "config/config.hpp"
#include "domain/channel_rules.hpp"
#include "server/shard_node.hpp"

#include <string>

namespace belfry::server {

// From the configuration's tables to the settings of the parts: the only place that knows both.

app::ConnectionDirectory::Settings directory_settings(const config::Config& config);
app::Connect::Settings connect_settings(const config::Config& config);
app::IssueToken::Settings token_settings(const config::Config& config);
app::Publish::Settings publish_settings(const config::Config& config);
app::Broadcast::Settings broadcast_settings(const config::Config& config);
app::JobTable::Settings job_settings(const config::Config& config);
ChannelRules channel_rules(const config::Config& config);
app::Upkeep::Settings upkeep_settings(const config::Config& config);
ShardNode::Settings shard_settings(const config::Config& config);

/// Where a token opens a socket: `server.public_url` as ws or wss, and `/ws`.
std::string socket_url(const config::Config& config);

/// The same without a path, as a Content-Security-Policy names it: `wss://host:8443`.
std::string socket_origin(const config::Config& config);

}  // namespace belfry::server

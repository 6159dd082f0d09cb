#pragma once

#include "cli/run.hpp"

namespace belfry::cli {

void add_serve_command(CLI::App& app, std::function<int(const config::Config&)> serve, Chosen& chosen);
void add_migrate_command(CLI::App& app, std::function<int(const config::Config&)> migrate, Chosen& chosen);
void add_publish_command(CLI::App& app, Chosen& chosen);
void add_broadcast_command(CLI::App& app, Chosen& chosen);
void add_jobs_command(CLI::App& app, Chosen& chosen);
void add_connections_command(CLI::App& app, Chosen& chosen);
void add_outbox_command(CLI::App& app, Chosen& chosen);
void add_explain_command(CLI::App& app, Chosen& chosen);
void add_listen_command(CLI::App& app, Chosen& chosen);
void add_token_command(CLI::App& app, Chosen& chosen);
void add_config_command(CLI::App& app, Chosen& chosen);

}  // namespace belfry::cli

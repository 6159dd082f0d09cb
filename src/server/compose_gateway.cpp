#include "server/compose_gateway.hpp"

#include "config/address.hpp"
#include "server/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace belfry::server {
namespace {

constexpr std::string_view kInvoke = "/2015-03-31/functions/";

gateway::Forwarded forwarded(const config::Config& config) {
  const auto url = config::HttpUrl::parse(config.server.public_url);
  return url ? gateway::Forwarded{.proto = url->scheme, .port = fmt::to_string(url->port)} : gateway::Forwarded{};
}

gateway::HttpGatewayHandlers::Settings settings_of(const config::Config& config) {
  const config::RoutesConfig& routes = config.routes;
  auto selection = RouteSelection::parse(routes.selection_expression);
  if (!selection) {
    throw std::runtime_error("routes.selection_expression cannot be read");
  }
  gateway::HttpGatewayHandlers::Settings settings{.stage = routes.stage,
                                                  .selection = std::move(*selection),
                                                  .integrations = {},
                                                  .timeout = routes.timeout,
                                                  .concurrency = static_cast<std::size_t>(routes.concurrency),
                                                  .forwarded = forwarded(config),
                                                  .user_agent = "belfry/" + version()};
  for (const auto& [key, url] : routes.integrations) {
    const bool invoke = url.find(kInvoke) != std::string::npos;
    settings.integrations.emplace(
        key, gateway::Integration{.url = url,
                                  .contract = invoke ? gateway::Contract::invoke : gateway::Contract::post,
                                  .two_way = std::ranges::find(routes.two_way, key) != routes.two_way.end()});
  }
  return settings;
}

}  // namespace

Gateway::Gateway(const config::Config& config, const Clock& clock) {
  if (!config.routes.stage.empty()) {
    handlers_ = std::make_unique<gateway::HttpGatewayHandlers>(settings_of(config), clock);
  }
}

void Gateway::stop(std::chrono::milliseconds patience) {
  if (handlers_ == nullptr) {
    return;
  }
  handlers_->wait_until_idle(patience);
  handlers_->give_up();
  handlers_->stop();
}

}  // namespace belfry::server

#include "config/address.hpp"
#include "config/reserved_segments.hpp"
#include "config/validate.hpp"
#include "config/value.hpp"
#include "domain/route_selection.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace belfry::config {
namespace {

constexpr std::size_t kLongestStage = 128;
constexpr std::int64_t kMostAtOnce = 256;  // a thread each
constexpr Seconds kLongestTimeout{300};

bool is_stage(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return text.size() <= kLongestStage && std::ranges::all_of(text, fits);
}

void check_stage(LoadedConfig& loaded, const RoutesConfig& routes) {
  if (std::ranges::find(kReservedSegments, routes.stage) != kReservedSegments.end()) {
    loaded.problem("routes.stage",
                   fmt::format("must be another name: /{} is a path of the server's own", routes.stage));
  } else if (!is_stage(routes.stage)) {
    loaded.problem("routes.stage", fmt::format("must be one segment of a path, of letters, digits, - and _, not {}",
                                               toml_string(routes.stage)));
  }
}

/// The value itself stays out of the messages: what is wrong with it may be a password.
void check_url(LoadedConfig& loaded, const std::string& route, const std::string& url) {
  const std::string where = fmt::format("for {}", toml_string(route));
  if (url.find('@') != std::string::npos) {
    loaded.problem("routes.integrations", fmt::format("must hold no user name and no password, {}", where));
  } else if (!(url.starts_with("https://") || url.starts_with("http://")) || !HttpUrl::parse(url)) {
    loaded.problem(
        "routes.integrations",
        fmt::format("must be URLs like http://127.0.0.1:9000/connect, without query and fragment, {}", where));
  }
}

void check_two_way(LoadedConfig& loaded, const RoutesConfig& routes) {
  for (const std::string& route : routes.two_way) {
    if (route == "$connect" || route == "$disconnect") {
      loaded.problem("routes.two_way", fmt::format("must not hold {}: it has nobody to answer", route));
    } else if (!routes.integrations.contains(route)) {
      loaded.problem("routes.two_way",
                     fmt::format("holds {}, which is none of routes.integrations", toml_string(route)));
    }
  }
}

}  // namespace

void validate_routes(LoadedConfig& loaded) {
  const RoutesConfig& routes = loaded.config.routes;
  check_stage(loaded, routes);
  for (const auto& [route, url] : routes.integrations) {
    if (route.empty()) {
      loaded.problem("routes.integrations", "must hold no empty route: what a message names nothing for is $default");
    }
    check_url(loaded, route, url);
  }
  if (routes.stage.empty() && !routes.integrations.empty()) {
    loaded.problem("routes.stage", "must be set beside routes.integrations: it is the path of the socket");
  }
  check_two_way(loaded, routes);
  if (!RouteSelection::parse(routes.selection_expression)) {
    loaded.problem("routes.selection_expression",
                   "must be like $request.body.action, ${request.body.a}/${request.body.b} or plain text");
  }
  if (routes.timeout < Seconds(1) || routes.timeout > kLongestTimeout) {
    loaded.problem("routes.timeout_seconds", fmt::format("must be 1 to {}", kLongestTimeout.count()));
  }
  if (routes.concurrency < 1 || routes.concurrency > kMostAtOnce) {
    loaded.problem("routes.concurrency", fmt::format("must be 1 to {}", kMostAtOnce));
  }
}

}  // namespace belfry::config

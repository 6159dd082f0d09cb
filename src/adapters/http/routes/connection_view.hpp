#pragma once

#include "app/connections.hpp"
#include "wire/connection_json.hpp"

namespace belfry::http {

/// Without what the node knows elsewhere: the subscriptions and its own id.
wire::ConnectionView view_of(const app::ConnectionInfo& info);

}  // namespace belfry::http

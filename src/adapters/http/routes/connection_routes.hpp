#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/broadcast.hpp"
#include "app/connections.hpp"
#include "ports/subscription_store.hpp"
#include "wire/connection_json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace belfry::http {

/// The open connections of this node for services: looked at, written to and ended (product 1.5, 3.1). Outlives the
/// server that routes to it.
class ConnectionRoutes {
 public:
  struct Parts {
    RequestAuth& auth;
    app::Connections& connections;
    app::Broadcast& broadcast;
    SubscriptionStore& subscriptions;
  };
  struct Settings {
    std::string node_id;                       ///< as connections' records name this node
    std::optional<std::size_t> message_bytes;  ///< what one may be sent; nothing: the server's limit for bodies
  };

  ConnectionRoutes(Parts parts, Settings settings) : parts_(parts), settings_(std::move(settings)) {}

  void add_to(Router& router);

 private:
  using Infos = std::vector<app::ConnectionInfo>;

  Task<Result<Response>> list(const Request& request);
  Task<Result<Response>> show(std::string id);
  Task<Result<Response>> send(std::string id, std::string message);
  Task<Result<Response>> disconnect(std::string id);
  Task<Result<Response>> disconnect_user(std::string id);

  Task<app::ConnectionPage> page_of(std::optional<UserId> user, ConnectionKey after, std::size_t limit);
  Task<Result<std::vector<wire::ConnectionView>>> views_of(Infos infos);

  const Parts parts_;
  const Settings settings_;
};

}  // namespace belfry::http

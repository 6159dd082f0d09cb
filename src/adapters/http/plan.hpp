#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/request_parser.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/server_core.hpp"
#include "adapters/http/upgrade.hpp"
#include "app/connection_record.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace belfry::http {

/// What is to be done with a request, known from its header alone. One of `answer`, `handshake` and `route` is set.
struct Plan {
  struct Handshake {
    UpgradeHandler* handler = nullptr;
    UpgradeOffer offer;
    std::string accept_value;              ///< of Sec-WebSocket-Accept
    std::optional<std::string> extension;  ///< of Sec-WebSocket-Extensions, when compression was agreed on
  };

  std::optional<Response> answer;  ///< no handler is asked
  std::optional<Handshake> handshake;
  const Route* route = nullptr;
};

/// Where a request came in.
struct Arrival {
  app::AddressBytes peer{};
  std::uint32_t shard = 0;
};

/// Takes headers out of `head`. A target that cannot be read leaves the request without a path, see `plan_for`.
Request request_from(RequestHead& head, const Arrival& arrival, const ServerCore& core);

/// Fills in the request's route and path parameters too.
Plan plan_for(Request& request, const RequestHead& head, const ServerCore& core);

/// Ids, method, path, route and origin: what answering and logging need after a handler took the request.
Request outline_of(const Request& request);

}  // namespace belfry::http

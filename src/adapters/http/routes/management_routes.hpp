#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/recent_calls.hpp"
#include "adapters/sigv4/verifier.hpp"
#include "app/broadcast.hpp"
#include "app/connections.hpp"
#include "ports/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace belfry::http {

/// API Gateway's management API for WebSockets, as AWS's SDKs call it (product 3.3): `POST`, `GET` and `DELETE` of
/// `@connections/{id}`, with or without a stage, which is any one segment, in front. Statuses, headers and bodies are
/// AWS's, on which the SDKs' typed exceptions rest. Outlives the server that routes to it.
class ManagementRoutes {
 public:
  static constexpr std::size_t kMaxMessageBytes = 131'072;

  /// Whether a request without an Authorization header is let through: for development only.
  enum class Unsigned : std::uint8_t { refuse, allow };

  struct Parts {
    app::Connections& connections;
    app::Broadcast& broadcast;
    const Clock& clock;
  };

  ManagementRoutes(Parts parts, std::vector<sigv4::AccessKey> keys, Unsigned without_signature)
      : parts_(parts), verifier_(std::move(keys)), unsigned_(without_signature) {}

  void add_to(Router& router);

 private:
  /// A connection's public id that has the form of ours and the key that it stands for; or what is answered instead.
  struct Target {
    std::string id;
    ConnectionKey key = 0;
  };
  using Addressed = std::expected<Target, Response>;

  Task<Response> post(Request request);
  Task<Response> get(Request request);
  Task<Response> remove(Request request);

  /// Whose signature is in order.
  Addressed address(const Request& request) const;
  std::optional<sigv4::Refusal> refusal_of(const Request& request) const;
  Task<Result<void>> send_once(ConnectionKey key, Request request);

  const Parts parts_;
  const sigv4::Verifier verifier_;
  const Unsigned unsigned_;
  RecentCalls recent_;
};

}  // namespace belfry::http

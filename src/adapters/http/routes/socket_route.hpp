#pragma once

#include "adapters/http/router.hpp"
#include "adapters/http/upgrade.hpp"
#include "app/connect.hpp"

#include <functional>

namespace belfry::http {

/// The WebSocket paths (docs/protocol.md, "Choosing a dialect"): reads credential and dialect from the handshake and
/// lets app::Connect decide. Outlives the shards.
class SocketRoute final : public UpgradeHandler {
 public:
  /// Hands an admitted connection to its shard; called on that shard.
  using Open = std::function<void(std::uint32_t shard, push::Upgraded, app::Session::Opening)>;

  SocketRoute(app::Connect& connect, Open open) : connect_(connect), open_(std::move(open)) {}

  void add_to(Router& router);

  Task<UpgradeOutcome> decide(Request request, UpgradeOffer offer) override;

 private:
  class Admitted;

  app::Connect& connect_;
  Open open_;
};

/// The credential of a handshake, by any of the three ways of product 1.1; empty when there is none.
std::string credential_of(const Request& request, const UpgradeOffer& offer);

}  // namespace belfry::http

#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "base/task.hpp"
#include "push/loop.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace belfry::http {

/// What a valid opening handshake (RFC 6455 section 4.2.1) asks for beside its request.
struct UpgradeOffer {
  std::vector<std::string> subprotocols;  ///< in the client's order of preference
};

/// Whoever gets the socket. Once `decide` has returned it, exactly one of the two is called, once, on the connection's
/// shard (`Request::shard`); neither may throw. `abandoned` is also called when the shard ends while the 101 is being
/// written, so what it refers to outlives the shards.
class Adoption {
 public:
  virtual ~Adoption() = default;
  /// The 101 was written whole. `early_bytes` are good during the call. The connection stops counting in
  /// `Shard::load()` right after it: whoever keeps the socket counts it there from now on.
  virtual void accepted(push::Upgraded upgraded) = 0;
  /// The peer vanished first: nothing was adopted, release what was reserved.
  virtual void abandoned() = 0;
};

struct UpgradeAcceptance {
  std::optional<std::string> subprotocol;  ///< echoed; nothing: none is
  std::unique_ptr<Adoption> adoption;      ///< never null
};

using UpgradeOutcome = std::variant<Response, UpgradeAcceptance>;

/// Decides on the opening handshakes of a path. Called on the connection's shard, so from several threads.
class UpgradeHandler {
 public:
  virtual ~UpgradeHandler() = default;
  virtual Task<UpgradeOutcome> decide(Request request, UpgradeOffer offer) = 0;
};

}  // namespace belfry::http

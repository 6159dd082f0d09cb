#pragma once

#include "ports/dialect.hpp"

namespace belfry {

/// The `dashboard` dialect (docs/protocol.md): an envelope `{"type","version","data","timestamp"}` both ways, times as
/// ISO 8601. It knows no acks, no positions and no changes but new notifications.
class DashboardDialect final : public Dialect {
 public:
  DialectKind kind() const override { return DialectKind::dashboard; }
  messages::ClientMessage decode(std::string_view text) const override;
  std::string encode(const messages::ServerMessage& message, Instant now) const override;
};

}  // namespace belfry

#pragma once

#include "base/uuid.hpp"
#include "ports/dialect.hpp"

namespace belfry {

/// The `notifications` dialect (docs/protocol.md): an envelope `{"id","type","timestamp","payload"}` both ways, times
/// as Unix milliseconds.
class NotificationsDialect final : public Dialect {
 public:
  /// Draws the ids of messages that answer nothing; replaced only where the output must not change.
  using IdSource = Uuid (*)(Instant now);

  explicit NotificationsDialect(IdSource ids = &Uuid::v7) : ids_(ids) {}

  DialectKind kind() const override { return DialectKind::notifications; }
  messages::ClientMessage decode(std::string_view text) const override;
  std::string encode(const messages::ServerMessage& message, Instant now) const override;

 private:
  IdSource ids_;
};

}  // namespace belfry

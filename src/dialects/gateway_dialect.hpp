#pragma once

#include "ports/dialect.hpp"

namespace belfry {

/// Of connections whose handlers speak their own language (product 3.4): none of our messages exists in it, and what
/// clients say is not read here.
class GatewayDialect final : public Dialect {
 public:
  DialectKind kind() const override { return DialectKind::gateway; }
  messages::ClientMessage decode(std::string_view) const override {
    return {.request_id = {}, .command = fail(ErrorCode::unknown_type)};
  }
  std::string encode(const messages::ServerMessage&, Instant) const override { return {}; }
};

}  // namespace belfry

#pragma once

#include "ports/dialect.hpp"

namespace belfry {

/// The `jobs` dialect (docs/protocol.md, "jobs"): flat messages, members in snake_case, times as ISO 8601. It knows
/// nothing of the inbox. What a client's message names its job by stands for the id of the request.
class JobsDialect final : public Dialect {
 public:
  DialectKind kind() const override { return DialectKind::jobs; }
  messages::ClientMessage decode(std::string_view text) const override;
  std::string encode(const messages::ServerMessage& message, Instant now) const override;
};

}  // namespace belfry

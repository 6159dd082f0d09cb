#pragma once

#include "base/time.hpp"
#include "domain/dialect_kind.hpp"
#include "ports/messages.hpp"

#include <string>
#include <string_view>

namespace belfry {

/// A wire format: bytes of a text message to commands, messages to bytes. Stateless; callable from any thread.
class Dialect {
 public:
  virtual ~Dialect() = default;

  virtual DialectKind kind() const = 0;

  /// Never fails as a whole: what cannot be understood is an error inside the answer, with `invalid_message`,
  /// `unknown_type` or `unsupported_version`.
  virtual messages::ClientMessage decode(std::string_view text) const = 0;

  /// `now` becomes the message's timestamp. Empty: this dialect has no such message, and nothing is sent.
  virtual std::string encode(const messages::ServerMessage& message, Instant now) const = 0;
};

}  // namespace belfry

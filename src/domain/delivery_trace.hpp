#pragma once

#include "base/time.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace belfry {

/// One notification on one connection, as far as this node remembers it: the live part of a delivery report.
struct ConnectionTrace {
  UserId user;
  std::string connection_id;
  Instant sent_at;
  std::optional<Instant> acked_at;  ///< acknowledged by its id on this connection
  std::uint32_t repeats = 0;        ///< sent again for want of an acknowledgement
};

}  // namespace belfry

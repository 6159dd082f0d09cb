#pragma once

#include "domain/inbox.hpp"
#include "ports/messages.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace belfry::app {

/// A session that is not live: it reads from the store page by page as its socket drains, until it has reached the
/// events that its user's window holds (docs/architecture.md, "Catching up"). Owned by the session, gone when live.
struct CatchUp {
  /// Unsent bytes of the socket above which no more is sent until it has drained.
  static constexpr std::size_t kHighWater = 64 * 1024;
  static constexpr std::size_t kMaxEarly = 64;

  std::uint32_t serial = 0;  ///< tells an answer of the store for this one from one for its predecessor
  bool greeted = false;      ///< `connected` has been sent
  std::vector<messages::ClientMessage> early;  ///< said by the client before it was greeted; answered afterwards
  bool loading = false;                        ///< a read is under way
  std::optional<Cursor> since;                 ///< where the client says it is; not yet looked at by the store
  InboxState state;                            ///< as of the last read

  std::vector<InboxItem> replay;  ///< undelivered notifications, oldest first
  std::size_t replayed = 0;

  std::vector<Change> changes;  ///< of the page at hand
  std::size_t taken = 0;
  std::optional<Cursor> reached;  ///< the position at the end of `changes`, what is hidden from the user passed over
  bool has_more = false;
};

}  // namespace belfry::app

#pragma once

#include "domain/ids.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry {

/// Names one life of the log. A store that was emptied or restored draws a new one, and every older cursor is then
/// answered `resync_required` (product 2.2).
using Epoch = std::uint32_t;

/// A position in a user's log and in the server's list of announcements. On the wire `<epoch>.<rev>.<announcement>`:
/// the epoch in 8 hexadecimal digits, the others decimal. Clients may read and build it (docs/protocol.md).
struct Cursor {
  Epoch epoch = 0;
  Rev rev = 0;
  AnnouncementNumber announcement = 0;

  static std::optional<Cursor> parse(std::string_view text);
  std::string str() const;

  friend auto operator<=>(const Cursor&, const Cursor&) = default;
};

/// What a client means by "everything up to here": a cursor, or a bare rev, which covers the user's own log only.
struct UpTo {
  Rev rev = 0;
  std::optional<Epoch> epoch;           ///< of a cursor; one of another epoch names nothing in this log
  AnnouncementNumber announcement = 0;  ///< of a cursor

  static std::optional<UpTo> parse(std::string_view text);
};

/// Where a page of the history ended: the next one has what lies before, in both.
struct HistoryPosition {
  Rev rev = 0;                          ///< personal items with a smaller rev
  AnnouncementNumber announcement = 0;  ///< announcements published under a smaller number

  friend bool operator==(const HistoryPosition&, const HistoryPosition&) = default;
};

}  // namespace belfry

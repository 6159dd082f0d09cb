#pragma once

#include "adapters/sqlite/read_rows.hpp"

namespace belfry::sqlite {

/// The columns of an inbox row `i` with its notification `n`, in the order that `item_at` reads them. An item below the
/// watermark was read when the first "read all" reached it.
#define BELFRY_ITEM_COLUMNS                                                                            \
  "i.rev, i.delivered_at,"                                                                             \
  " coalesce(i.read_at, (SELECT m.at FROM read_marks AS m"                                             \
  "                      WHERE m.user_no = i.user_no AND m.up_to >= i.rev ORDER BY m.up_to LIMIT 1))," \
  " " BELFRY_NOTIFICATION_COLUMNS

inline InboxItem item_at(const Query& rows) {
  return {.notification = notification_at(rows, 3),
          .rev = rows.count(0),
          .read_at = rows.maybe_instant(2),
          .delivered_at = rows.maybe_instant(1),
          .announcement = 0};
}

}  // namespace belfry::sqlite

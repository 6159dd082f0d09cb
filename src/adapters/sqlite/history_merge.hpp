#pragma once

#include "adapters/sqlite/read_head.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace belfry::sqlite {

/// A user's own items and the announcements as one list, newest first by the time of publishing; each of the two stays
/// in its own order, so that a page may end anywhere.
class HistoryMerge {
 public:
  HistoryMerge(const HistoryPosition& from, std::size_t limit) : position_(from), limit_(limit) {}

  /// Both newest first.
  void add(std::vector<InboxItem> own, std::vector<InboxItem> announced);

  /// Where the items taken end.
  const HistoryPosition& position() const { return position_; }
  /// The same when something was left over.
  std::optional<HistoryPosition> next() const { return more_ ? std::optional(position_) : std::nullopt; }
  std::vector<InboxItem> take() { return std::move(items_); }

 private:
  HistoryPosition position_;
  const std::size_t limit_;
  std::vector<InboxItem> items_;
  bool more_ = false;
};

/// The announcements that stand in the user's list, published under a smaller number than `before`, newest first, that
/// the query's filters let through.
std::vector<InboxItem> newest_announcements(Database& database, const ReadScope& scope, const ReadHead& head,
                                            const HistoryQuery& query, AnnouncementNumber before);

/// Those not delivered to the user and published at or after the instant, newest first.
std::vector<InboxItem> undelivered_announcements(Database& database, const ReadScope& scope, const ReadHead& head,
                                                 Instant published_after);

}  // namespace belfry::sqlite

#pragma once

#include <boost/json/object.hpp>

#include <set>
#include <string>
#include <utility>

namespace belfry::cli {

/// How far a listener has got in an inbox (docs/protocol.md, "Cursors and catching up"), by the messages of the
/// `notifications` dialect that it is told of.
class InboxPosition {
 public:
  explicit InboxPosition(std::string since) : cursor_(std::move(since)) {}

  /// Where the next connection goes on; empty until something live has come.
  const std::string& cursor() const { return cursor_; }

  /// Whether this notification was shown: a connection lost during the replay begins it anew.
  bool seen_before(const boost::json::object& payload);

  void remember(const boost::json::object& envelope);

 private:
  std::string cursor_;
  std::set<std::string> replayed_;  ///< ids shown by a replay that may begin anew
  std::string head_;                ///< of the log, when the connection was opened
};

}  // namespace belfry::cli

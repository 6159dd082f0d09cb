#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/notification.hpp"
#include "ports/clock.hpp"

#include <memory>
#include <string>
#include <vector>

namespace belfry::bench {

UserId user_of(int number);

/// What every benchmark of the store appends.
NotificationPtr make_notification(Instant at);

/// The rows of an append and nothing else: what SQLite alone costs, and the quick way to a large inbox.
class BareLoop {
 public:
  /// Makes the database and so many users in it. Throws, as all of it does, on a fault of SQLite.
  BareLoop(const std::string& path, int users);

  /// Appends to each user in turn, `group` of them a transaction; returns the seconds it took.
  double write(int count, int group);

 private:
  void append(std::size_t user);

  SystemClock clock_;
  std::unique_ptr<sqlite::Database> database_;
  std::vector<std::uint64_t> revs_;
};

}  // namespace belfry::bench

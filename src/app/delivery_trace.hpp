#pragma once

#include "app/connection_record.hpp"
#include "domain/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace belfry::app {

/// Which connections of one shard were lately sent which notifications, and which acknowledged them: the part of a
/// delivery report that no database keeps. A ring: the oldest entries make room, so that writing one costs a copy and
/// nothing else. Shard-local.
class DeliveryTrace {
 public:
  static constexpr std::size_t kEntries = 4096;

  enum class What : std::uint8_t { sent, repeated, acked };

  struct Entry {
    NotificationId id;
    std::size_t user = 0;  ///< hash_of the user
    Instant connected_at;  ///< with `random`: the connection's public id
    std::uint64_t random = 0;
    Instant at;
    What what = What::sent;
  };

  static std::size_t hash_of(const UserId& user) { return std::hash<UserId>{}(user); }

  void note(What what, NotificationId id, const UserId& user, const ConnectionRecord& connection, Instant at) {
    Entry entry{id, hash_of(user), connection.connected_at, connection.random, at, what};
    if (entries_.size() < kEntries) {
      entries_.push_back(entry);
    } else {
      entries_[next_] = entry;
      next_ = (next_ + 1) % kEntries;
    }
  }

  /// What is known of the notification, oldest first.
  std::vector<Entry> of(NotificationId id) const {
    std::vector<Entry> found;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[(next_ + i) % entries_.size()];
      if (entry.id == id) {
        found.push_back(entry);
      }
    }
    return found;
  }

 private:
  std::vector<Entry> entries_;
  std::size_t next_ = 0;  ///< the oldest, once the ring is full
};

}  // namespace belfry::app

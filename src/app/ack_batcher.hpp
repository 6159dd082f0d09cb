#pragma once

#include "ports/notification_store.hpp"
#include "ports/scheduler.hpp"

#include <chrono>
#include <unordered_map>
#include <vector>

namespace belfry::app {

/// Gathers acknowledgements of one shard and writes them together within 100 ms (product 2.4). A crash before that
/// costs a repeat. Shard-local; outlives the shard's sessions.
class AckBatcher {
 public:
  static constexpr std::chrono::milliseconds kDelay{100};
  /// Users with acks waiting; with more than this the batch goes at once.
  static constexpr std::size_t kMaxUsers = 1024;

  AckBatcher(Scheduler& scheduler, NotificationStore& store) : scheduler_(scheduler), store_(store) {}

  void add(const UserId& user, NotificationId id);
  void add_up_to(const UserId& user, Rev rev, AnnouncementNumber announcement);

  /// Writes what waits, without the delay: for shutdown.
  void flush();

 private:
  Delivery& pending_of(const UserId& user);
  static Task<void> write(NotificationStore& store, std::vector<Delivery> batch);

  Scheduler& scheduler_;
  NotificationStore& store_;
  std::unordered_map<UserId, Delivery> pending_;
  bool armed_ = false;
};

}  // namespace belfry::app

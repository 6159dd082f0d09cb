#include "app/ack_batcher.hpp"

#include "base/log.hpp"

namespace belfry::app {

Delivery& AckBatcher::pending_of(const UserId& user) {
  if (pending_.size() >= kMaxUsers && !pending_.contains(user)) {
    flush();
  }
  if (!armed_) {
    armed_ = true;
    scheduler_.after(kDelay, [this] {
      armed_ = false;
      flush();
    });
  }
  Delivery& delivery = pending_[user];
  delivery.user = user;
  return delivery;
}

void AckBatcher::add(const UserId& user, NotificationId id) { pending_of(user).ids.push_back(id); }

void AckBatcher::add_up_to(const UserId& user, Rev rev, AnnouncementNumber announcement) {
  Delivery& delivery = pending_of(user);
  delivery.up_to = std::max(delivery.up_to, rev);
  delivery.announcement_up_to = std::max(delivery.announcement_up_to, announcement);
}

void AckBatcher::flush() {
  if (pending_.empty()) {
    return;
  }
  std::vector<Delivery> batch;
  batch.reserve(pending_.size());
  for (auto& [user, delivery] : pending_) {
    batch.push_back(std::move(delivery));
  }
  pending_.clear();
  scheduler_.spawn(write(store_, std::move(batch)));
}

Task<void> AckBatcher::write(NotificationStore& store, std::vector<Delivery> batch) {
  const auto written = co_await store.mark_delivered(std::move(batch));
  if (!written) {
    // Not acknowledged means sent again: nothing is lost, so a line in the log is all it takes.
    log::warning("store:error", {{"operation", "mark_delivered"}, {"error", written.error().log_detail}});
  }
}

}  // namespace belfry::app

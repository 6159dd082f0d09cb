#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/notification.hpp"

#include <memory>

namespace belfry::sqlite {

/// The columns of a notification `n`, in the order that `notification_at` reads them.
#define BELFRY_NOTIFICATION_COLUMNS \
  "n.id, n.created_at, n.expires_at, n.type, n.title, n.body, n.icon, n.action_url, n.channel, n.data"

inline NotificationPtr notification_at(const Query& rows, int first) {
  auto n = std::make_shared<Notification>();
  n->id = rows.uuid(first);
  n->created_at = rows.instant(first + 1);
  n->expires_at = rows.maybe_instant(first + 2);
  n->type = rows.text(first + 3);
  n->title = rows.text(first + 4);
  n->body = rows.maybe_text(first + 5);
  n->icon = rows.maybe_text(first + 6);
  n->action_url = rows.maybe_text(first + 7);
  n->channel = rows.maybe_text(first + 8);
  n->data = rows.maybe_text(first + 9);
  return n;
}

/// One snapshot for all reads while it lives.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) { database_.run("BEGIN"); }
  ~Snapshot() { database_.roll_back(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
};

}  // namespace belfry::sqlite

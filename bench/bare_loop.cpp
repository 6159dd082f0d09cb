#include "bare_loop.hpp"

#include "adapters/sqlite/migrations.hpp"
#include "sqlite_under_test.hpp"

#include <chrono>

namespace belfry::bench {
namespace {

using sqlite::Sql;

constexpr Sql kNotification = R"(INSERT INTO notifications
  (id, refs, created_at, expires_at, type, title, body, icon, action_url, channel, data)
  VALUES (?1, 2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";
constexpr Sql kInbox = "INSERT INTO inbox (user_no, rev, notification_id, expires_at) VALUES (?1, ?2, ?3, ?4)";
constexpr Sql kChange =
    "INSERT INTO inbox_changes (user_no, rev, at, op, notification_id, up_to) VALUES (?1, ?2, ?3, 1, ?4, 0)";
constexpr Sql kHead = "UPDATE user_state SET rev = ?2, unread = ?2, unseen = ?2 WHERE user_no = ?1";

}  // namespace

UserId user_of(int number) { return UserId(fmt::format("user-{}", number)); }

NotificationPtr make_notification(Instant at) {
  auto notification = std::make_shared<Notification>();
  notification->id = Uuid::v7(at);
  notification->type = "upload_complete";
  notification->title = "Your upload is ready";
  notification->body = std::string(100, 'x');
  notification->action_url = "/uploads/4711";
  notification->created_at = at;
  return notification;
}

BareLoop::BareLoop(const std::string& path, int users)
    : database_(must(sqlite::Database::open(path, sqlite::Database::Mode::read_write, std::chrono::seconds(5)))),
      revs_(static_cast<std::size_t>(users)) {
  database_->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 10000;");
  must(sqlite::migrate(*database_));
  database_->run("BEGIN");
  for (int i = 0; i < users; ++i) {
    database_->run("INSERT INTO user_state (user_id) VALUES (?1)", user_of(i).view());
  }
  database_->run("COMMIT");
}

double BareLoop::write(int count, int group) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) {
    if (i % group == 0) {
      database_->run("BEGIN IMMEDIATE");
    }
    append(static_cast<std::size_t>(i) % revs_.size());
    if (i % group == group - 1 || i == count - 1) {
      database_->run("COMMIT");
    }
  }
  if (const auto fault = database_->take_fault()) {
    throw std::runtime_error(fault->message);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void BareLoop::append(std::size_t user) {
  const NotificationPtr n = make_notification(clock_.now());
  const std::uint64_t rev = ++revs_[user];
  database_->run(kNotification, n->id, n->created_at, n->expires_at, n->type, n->title, n->body, n->icon, n->action_url,
                 n->channel, n->data);
  database_->run(kInbox, user + 1, rev, n->id, n->expires_at);
  database_->run(kChange, user + 1, rev, n->created_at, n->id);
  database_->run(kHead, user + 1, rev);
}

}  // namespace belfry::bench

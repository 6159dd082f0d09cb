// Durable appends a second at the store port, against the same rows written by a bare SQLite loop; token consumptions a
// second; reads of an inbox with a million notifications, and how SQLite goes about them. Every group is on the disk
// before it is answered, so run it where the data directory will be: files are made, and removed, in a directory below
// the current one.
//
//   store_bench [appends a round] [notifications in the large inbox]

#include "adapters/sqlite/migrations.hpp"
#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "adapters/sqlite/sqlite_token_store.hpp"

#include <boost/asio/co_spawn.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace belfry::bench {
namespace {

using Clock = std::chrono::steady_clock;
using sqlite::Database;
using sqlite::Sql;

constexpr int kInFlight = 64;
constexpr int kUsers = 1000;
constexpr int kRounds = 5;

template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().log_detail);
  }
  return std::move(*result);
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

UserId user_of(int number) { return UserId(fmt::format("user-{}", number % kUsers)); }

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

/// A directory of its own for every measurement.
struct Place {
  std::filesystem::path directory;
  explicit Place(std::string_view name) : directory(fmt::format("store_bench.{}.{}", name, ::getpid())) {
    std::filesystem::create_directory(directory);
  }
  ~Place() { std::filesystem::remove_all(directory); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::string file() const { return (directory / "belfry.db").string(); }
};

struct Store {
  SystemClock clock;
  std::unique_ptr<sqlite::SqliteDatabase> database;
  sqlite::SqliteNotificationStore notifications;
  sqlite::SqliteTokenStore tokens;

  explicit Store(const std::string& path) : database(open(path, clock)), notifications(*database), tokens(*database) {}

  static std::unique_ptr<sqlite::SqliteDatabase> open(const std::string& path, const belfry::Clock& clock) {
    sqlite::SqliteSettings settings;
    settings.path = path;
    return must(sqlite::SqliteDatabase::open(settings, clock));
  }
};

constexpr Sql kNotification = R"(INSERT INTO notifications
  (id, refs, created_at, expires_at, type, title, body, icon, action_url, channel, data)
  VALUES (?1, 2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";
constexpr Sql kInbox = "INSERT INTO inbox (user_no, rev, notification_id, expires_at) VALUES (?1, ?2, ?3, ?4)";
constexpr Sql kChange =
    "INSERT INTO inbox_changes (user_no, rev, at, op, notification_id, up_to) VALUES (?1, ?2, ?3, 1, ?4, 0)";
constexpr Sql kHead = "UPDATE user_state SET rev = ?2, unread = ?2, unseen = ?2 WHERE user_no = ?1";

/// The rows of an append and nothing else.
class BareLoop {
 public:
  BareLoop(const std::string& path, int users)
      : database_(must(Database::open(path, Database::Mode::read_write, std::chrono::seconds(5)))),
        revs_(static_cast<std::size_t>(users)) {
    database_->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 10000;");
    must(sqlite::migrate(*database_));
    database_->run("BEGIN");
    for (int i = 0; i < users; ++i) {
      database_->run("INSERT INTO user_state (user_id) VALUES (?1)", user_of(i).view());
    }
    database_->run("COMMIT");
  }

  double write(int count, int group) {
    const auto start = Clock::now();
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
    return seconds_since(start);
  }

 private:
  void append(std::size_t user) {
    const NotificationPtr n = make_notification(clock_.now());
    const std::uint64_t rev = ++revs_[user];
    database_->run(kNotification, n->id, n->created_at, n->expires_at, n->type, n->title, n->body, n->icon,
                   n->action_url, n->channel, n->data);
    database_->run(kInbox, user + 1, rev, n->id, n->expires_at);
    database_->run(kChange, user + 1, rev, n->created_at, n->id);
    database_->run(kHead, user + 1, rev);
  }

  SystemClock clock_;
  std::unique_ptr<Database> database_;
  std::vector<std::uint64_t> revs_;
};

Task<void> append_some(Store& store, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    PublishCommand command{make_notification(store.clock.now()), {user_of(i)}, std::nullopt};
    must(co_await store.notifications.append(std::move(command)));
  }
}

Task<void> consume_some(Store& store, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    const Instant now = store.clock.now();
    const auto used = co_await store.tokens.consume(user_of(i), Uuid::v4(), now, now + std::chrono::minutes(1));
    if (!used) {
      throw std::runtime_error("a fresh token was refused");
    }
  }
}

template <class Work>
double in_flight(Store& store, int count, int width, Work work) {
  boost::asio::io_context context(1);
  const auto start = Clock::now();
  for (int i = 0; i < width; ++i) {
    const int each = count / width;
    boost::asio::co_spawn(context.get_executor(), work(store, i * each, each), [](const std::exception_ptr& thrown) {
      if (thrown) {
        std::rethrow_exception(thrown);
      }
    });
  }
  context.run();
  return seconds_since(start);
}

void writes(int count) {
  std::vector<double> port, bare, ratio, tokens, group;
  for (int round = 0; round < kRounds; ++round) {
    {
      const Place place("bare");
      bare.push_back(count / BareLoop(place.file(), kUsers).write(count, kInFlight));
    }
    const Place place("port");
    Store store(place.file());
    port.push_back(count / in_flight(store, count, kInFlight, append_some));
    const StoreMetrics& metrics = store.database->metrics();
    group.push_back(static_cast<double>(metrics.commands.value()) / static_cast<double>(metrics.groups.value()));
    tokens.push_back(count / in_flight(store, count, kInFlight, consume_some));
    ratio.push_back(bare.back() / port.back());
  }
  fmt::print("{:<58}{:>12.0f} a second\n", fmt::format("bare SQLite loop, {} appends a commit", kInFlight),
             median(bare));
  fmt::print("{:<58}{:>12.0f} a second\n", fmt::format("store port, {} appends in flight", kInFlight), median(port));
  fmt::print("{:<58}{:>12.2f}\n", "bare / port (target 2 at most)", median(ratio));
  fmt::print("{:<58}{:>12.1f}\n", "mean commands a commit", median(group));
  fmt::print("{:<58}{:>12.0f} a second\n", fmt::format("token consumptions, {} in flight", kInFlight), median(tokens));
}

Task<void> time_reads(Store& store, UserId user, HistoryQuery query, std::vector<double>& states,
                      std::vector<double>& pages) {
  for (int i = 0; i < 1000; ++i) {
    auto start = Clock::now();
    must(co_await store.notifications.state(user));
    states.push_back(seconds_since(start) * 1000);
    start = Clock::now();
    must(co_await store.notifications.history(user, query));
    pages.push_back(seconds_since(start) * 1000);
  }
}

void read(Store& store, std::string_view what, HistoryQuery query) {
  std::vector<double> states, pages;
  boost::asio::io_context context(1);
  boost::asio::co_spawn(context.get_executor(), time_reads(store, user_of(0), query, states, pages),
                        [](const std::exception_ptr& thrown) {
                          if (thrown) {
                            std::rethrow_exception(thrown);
                          }
                        });
  context.run();
  fmt::print("{:<58}{:>12.3f} ms\n", fmt::format("  unread count"), median(states));
  fmt::print("{:<58}{:>12.3f} ms\n", fmt::format("  50 items, {}", what), median(pages));
}

/// Every statement that the unread count and the pages run, with SQLite's plan for it.
void plans(const std::string& file) {
  const auto database = must(Database::open(file, Database::Mode::read_write, std::chrono::seconds(5)));
  const MandatoryTypes mandatory{};
  const sqlite::ReadScope scope{.epoch = 1, .mandatory = mandatory};
  HistoryQuery unread;
  unread.unread_only = true;
  sqlite::read_state(*database, scope, user_of(0));
  sqlite::read_history(*database, scope, user_of(0), {});
  sqlite::read_history(*database, scope, user_of(0), unread);
  std::vector<std::string> statements;
  for (auto* next = sqlite3_next_stmt(database->handle(), nullptr); next != nullptr;
       next = sqlite3_next_stmt(database->handle(), next)) {
    statements.emplace_back(sqlite3_sql(next));
  }
  const auto asked = must(Database::open(file, Database::Mode::read_write, std::chrono::seconds(5)));
  for (const std::string& statement : statements) {
    sqlite::Query rows(*asked, ("EXPLAIN QUERY PLAN " + statement).c_str());
    std::string plan;
    while (rows.next()) {
      plan += "    " + rows.text(3) + '\n';
    }
    if (!plan.empty()) {
      fmt::print("\n{}\n{}", statement, plan);
    }
  }
}

void reads(int items) {
  const Place place("large");
  BareLoop(place.file(), 1).write(items, 10'000);
  Store store(place.file());
  fmt::print("\nan inbox of {} notifications, medians of 1,000 reads\n", items);
  HistoryQuery newest;
  read(store, "the newest", newest);
  HistoryQuery middle;
  middle.before = HistoryPosition{.rev = static_cast<Rev>(items / 2), .announcement = 0};
  read(store, "from the middle", middle);
  HistoryQuery unread;
  unread.unread_only = true;
  read(store, "the newest unread", unread);
  plans(place.file());
}

}  // namespace
}  // namespace belfry::bench

int main(int argc, char** argv) {
  const int appends = argc > 1 ? std::atoi(argv[1]) : 32'000;
  const int items = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
  belfry::bench::writes(appends);
  if (items > 0) {
    belfry::bench::reads(items);
  }
  return 0;
}

// What the reads of an inbox cost that holds a million notifications, against the same of one with a thousand: CPU of
// the whole process a call at the store port, in interleaved rounds. Then every statement that those reads run, with
// SQLite's plan for it. Files are made, and removed, in a directory below the current one.
//
//   inbox_bench [notifications in the large inbox]

#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "bare_loop.hpp"
#include "figures.hpp"
#include "sqlite_under_test.hpp"

#include <cstdlib>

namespace belfry::bench {
namespace {

constexpr int kSmall = 1000;
constexpr int kRounds = 7;
constexpr int kCalls = 300;  // a round

/// One user, whose notifications are all unread.
class Inbox {
 public:
  explicit Inbox(int items) : file_(fill(items)), newest_(static_cast<Rev>(items)) {}

  const std::string& file() const { return file_; }
  sqlite::SqliteNotificationStore& store() { return store_; }
  HistoryQuery from_the_middle() const {
    HistoryQuery query;
    query.before = HistoryPosition{.rev = newest_ / 2, .announcement = 0};
    return query;
  }

 private:
  std::string fill(int items) const {
    BareLoop(place_.file(), 1).write(items, 10'000);
    return place_.file();
  }

  Place place_{"inbox"};
  SystemClock clock_;
  std::string file_;  ///< goes before the store, which must find the rows
  Rev newest_;
  std::unique_ptr<sqlite::SqliteDatabase> database_{open_store(file_, clock_)};
  sqlite::SqliteNotificationStore store_{*database_};
};

Task<void> read_states(sqlite::SqliteNotificationStore& store, int times) {
  for (int i = 0; i < times; ++i) {
    must(co_await store.state(user_of(0)));
  }
}

Task<void> read_pages(sqlite::SqliteNotificationStore& store, HistoryQuery query, int times) {
  for (int i = 0; i < times; ++i) {
    must(co_await store.history(user_of(0), query));
  }
}

double cpu_of(Task<void> calls, int times) {
  boost::asio::io_context context(1);
  const double before = cpu_micros();
  start(context, std::move(calls));
  context.run();
  return (cpu_micros() - before) / times;
}

class Comparison {
 public:
  explicit Comparison(int items) : small_(kSmall), large_(items), items_(items) {}

  /// Prints what `calls`, made for an inbox, costs in both.
  template <class MakeCalls>
  void of(std::string_view what, int times, MakeCalls calls) {
    std::vector<double> small, large;
    for (int round = 0; round < kRounds; ++round) {
      small.push_back(cpu_of(calls(small_, times), times));
      large.push_back(cpu_of(calls(large_, times), times));
    }
    print(fmt::format("{}, inbox of {}", what, kSmall), median(small), " us CPU");
    print(fmt::format("{}, inbox of {}", what, items_), median(large), " us CPU");
    print(fmt::format("{}, large / small", what), median(large) / median(small), "");
  }

  const std::string& large_file() const { return large_.file(); }

 private:
  static void print(const std::string& what, double value, std::string_view unit) {
    fmt::print("{:<58}{:>12.2f}{}\n", what, value, unit);
  }

  Inbox small_;
  Inbox large_;
  int items_;
};

/// Every statement that the unread count and the pages run, with SQLite's plan for it.
void plans(const std::string& file) {
  const auto open = [&file] {
    return must(sqlite::Database::open(file, sqlite::Database::Mode::read_write, std::chrono::seconds(5)));
  };
  const auto database = open();
  const MandatoryTypes mandatory{};
  const sqlite::ReadScope scope{.epoch = 1, .mandatory = mandatory};
  HistoryQuery unread;
  unread.unread_only = true;
  sqlite::read_state(*database, scope, user_of(0));
  sqlite::read_history(*database, scope, user_of(0), {});
  sqlite::read_history(*database, scope, user_of(0), unread);
  const auto asked = open();  // a question must not be among those that are asked about
  for (auto* next = sqlite3_next_stmt(database->handle(), nullptr); next != nullptr;
       next = sqlite3_next_stmt(database->handle(), next)) {
    const std::string statement = sqlite3_sql(next);
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

void compare(int items) {
  Comparison comparison(items);
  comparison.of("unread count", kCalls, [](Inbox& inbox, int times) { return read_states(inbox.store(), times); });
  const auto page = [&comparison](std::string_view what, HistoryQuery query, int times) {
    comparison.of(what, times, [query](Inbox& inbox, int calls) { return read_pages(inbox.store(), query, calls); });
  };
  page("50 newest", {}, kCalls);
  comparison.of("50 from the middle", kCalls,
                [](Inbox& inbox, int times) { return read_pages(inbox.store(), inbox.from_the_middle(), times); });
  HistoryQuery unread;
  unread.unread_only = true;
  page("50 unread", unread, kCalls);
  // The worst that can be asked: a page of nothing, after as many items as a filter looks at.
  HistoryQuery absent;
  absent.type = "new_like";
  page("none of the type asked for", absent, 10);
  plans(comparison.large_file());
}

}  // namespace
}  // namespace belfry::bench

int main(int argc, char** argv) {
  belfry::bench::compare(argc > 1 ? std::atoi(argv[1]) : 1'000'000);
  return 0;
}

#pragma once

#include "adapters/sqlite/sqlite_database.hpp"

#include <boost/asio/co_spawn.hpp>

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <unistd.h>

namespace belfry::bench {

/// The value; a benchmark ends at the first error, and says which.
template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().log_detail.empty() ? result.error().detail : result.error().log_detail);
  }
  return std::move(*result);
}

/// A directory below the current one for a database, removed with all that is in it.
class Place {
 public:
  explicit Place(std::string_view name)
      : directory_(fmt::format("belfry_bench.{}.{}.{}", name, ::getpid(), next_number_++)) {
    std::filesystem::create_directory(directory_);
  }
  ~Place() {
    std::error_code ignored;  // what cannot be removed is left to whoever reads the directory
    std::filesystem::remove_all(directory_, ignored);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  std::string file() const { return (directory_ / "belfry.db").string(); }

 private:
  static inline int next_number_ = 0;
  std::filesystem::path directory_;
};

inline std::unique_ptr<sqlite::SqliteDatabase> open_store(const std::string& path, const Clock& clock) {
  sqlite::SqliteSettings settings;
  settings.path = path;
  return must(sqlite::SqliteDatabase::open(settings, clock));
}

/// Starts it on a context of one thread; what it throws comes out of the context's run().
inline void start(boost::asio::io_context& context, Task<void> task) {
  boost::asio::co_spawn(context.get_executor(), std::move(task), [](const std::exception_ptr& thrown) {
    if (thrown) {
      std::rethrow_exception(thrown);
    }
  });
}

}  // namespace belfry::bench

#pragma once

#include "ports/store_policy.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace belfry::sqlite {

struct SqliteSettings {
  std::string path;  ///< beside it: `-wal`, `-shm` and `.lock`
  std::size_t reader_threads = 3;
  std::size_t read_queue_limit = 4096;
  std::size_t write_queue_limit = 65'536;
  std::size_t group_limit = 1024;  ///< inbox rows, roughly, in one transaction
  std::chrono::milliseconds busy_timeout{5000};
  StorePolicy policy = {};
  int checkpoint_pages = 10'000;  ///< WAL pages after which the writer checkpoints between two groups

  // For tests of failures.
  std::optional<std::int64_t> max_pages;  ///< the file is "full" at this many pages
  std::function<bool()> commit_fails;     ///< asked on the writer's thread at every COMMIT
};

}  // namespace belfry::sqlite

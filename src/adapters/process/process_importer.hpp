#pragma once

#include "adapters/process/child.hpp"
#include "adapters/process/stop_event.hpp"
#include "ports/importer.hpp"
#include "runtime/blocking_lane.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace belfry::process {

/// Runs `parts-import` (examples/parts-import) as a child process for each import, as many at once as there are threads
/// here to watch them. The service key is in the child's environment, never among its arguments.
class ProcessImporter final : public Importer {
 public:
  struct Settings {
    std::filesystem::path program;
    std::filesystem::path folder;      ///< for the files, and `parts.db` with what was imported; made when needed
    std::function<std::string()> url;  ///< where this server takes jobs; asked when an import starts, on any thread
    std::string key;                   ///< a service's, with the scope `jobs`; empty: there is none
    std::size_t at_once = 4;
    std::chrono::milliseconds time_limit = std::chrono::minutes(10);
    std::chrono::milliseconds grace = std::chrono::seconds(2);  ///< between SIGTERM and SIGKILL
  };

  explicit ProcessImporter(Settings settings);
  ~ProcessImporter() override;

  std::optional<std::string> obstacle() const override;
  Task<Result<void>> start(ImportOrder order) override;

  /// Imports under way.
  std::size_t running() const { return running_.load(std::memory_order_relaxed); }

  /// Ends what runs, within `grace`; later calls of `start` are `draining`. Blocks. Idempotent, from one thread; before
  /// the shards end that await it.
  void stop();

 private:
  struct Import;
  class Place;

  Result<void> begin(std::shared_ptr<Place> place, const ImportOrder& order);
  Command command_for(const ImportOrder& order, const std::filesystem::path& file, std::string error_file) const;
  void watch(Import& import) const;

  const Settings settings_;
  std::atomic<std::size_t> running_{0};
  StopEvent stop_;
  runtime::BlockingLane lane_;
};

}  // namespace belfry::process

#include "adapters/process/process_importer.hpp"

#include "adapters/process/import_files.hpp"
#include "base/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace belfry::process {
namespace {

/// What the child may know of our environment: nothing that could hold a secret, or name a proxy.
constexpr std::array kInherited = {"PATH", "TMPDIR", "LANG"};

std::chrono::seconds left_behind_after(std::chrono::milliseconds time_limit) {
  return std::chrono::ceil<std::chrono::seconds>(time_limit) + std::chrono::minutes(1);
}

}  // namespace

/// One of the imports that may run at once, taken for as long as it lives.
class ProcessImporter::Place {
 public:
  explicit Place(std::atomic<std::size_t>& taken) : taken_(taken), number_(taken_.fetch_add(1)) {}
  ~Place() { taken_.fetch_sub(1); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  bool is_one_of(std::size_t places) const { return number_ < places; }

 private:
  std::atomic<std::size_t>& taken_;
  const std::size_t number_;
};

/// The child ends before its files go, and these before another may take its place.
struct ProcessImporter::Import {
  std::shared_ptr<Place> place;
  ImportFiles files;
  Child child;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

ProcessImporter::ProcessImporter(Settings settings)
    : settings_(std::move(settings)),
      lane_({.name = "imports", .threads = settings_.at_once, .queue_limit = 2 * settings_.at_once}) {}

ProcessImporter::~ProcessImporter() { stop(); }

std::optional<std::string> ProcessImporter::obstacle() const {
  if (settings_.key.empty()) {
    return "No service key has the scope jobs, which the importer reports with";
  }
  if (::access(settings_.program.c_str(), X_OK) != 0) {
    return fmt::format("The importer {} is not beside the server: build it, too",
                       settings_.program.filename().string());
  }
  return std::nullopt;
}

Task<Result<void>> ProcessImporter::start(ImportOrder order) {
  auto place = std::make_shared<Place>(running_);
  if (!place->is_one_of(settings_.at_once)) {
    co_return fail(ErrorCode::overloaded);
  }
  // Fewer than `at_once` others hold a thread: this one begins at once.
  auto job = [this, place = std::move(place), order = std::move(order)]() mutable {
    return begin(std::move(place), order);
  };
  auto begun = co_await lane_.run(std::move(job));
  co_return begun;
}

Result<void> ProcessImporter::begin(std::shared_ptr<Place> place, const ImportOrder& order) {
  ImportFiles::remove_older(settings_.folder, left_behind_after(settings_.time_limit));
  auto files = ImportFiles::write(settings_.folder, order.file_name, order.content);
  if (!files) {
    log::error("import:error", {{"error", files.error().log_detail}});
    return fail(std::move(files.error()));
  }
  auto child = Child::spawn(command_for(order, files->file(), files->errors().string()));
  if (!child) {
    log::error("import:error", {{"error", child.error().log_detail}});
    return fail(std::move(child.error()));
  }
  log::info("import:started", {{"userId", order.user.view()}, {"bytes", order.content.size()}});
  Import import{.place = std::move(place), .files = std::move(*files), .child = std::move(*child)};
  const bool watched = lane_.post([this, import = std::move(import)]() mutable { watch(import); });
  // One that nobody watches is killed by now.
  return watched ? Result<void>() : fail(ErrorCode::draining);
}

Command ProcessImporter::command_for(const ImportOrder& order, const std::filesystem::path& file,
                                     std::string error_file) const {
  Command command{
      .arguments = {settings_.program.string(), file.string(), "--db", (settings_.folder / "parts.db").string(),
                    "--url", settings_.url(), "--user", order.user.str(), "--quiet"},
      .environment = {"BELFRY_KEY=" + settings_.key},
      .error_file = std::move(error_file)};
  for (const char* name : kInherited) {
    if (const char* value = std::getenv(name); value != nullptr) {
      command.environment.push_back(fmt::format("{}={}", name, value));
    }
  }
  return command;
}

void ProcessImporter::watch(Import& import) const {
  const Child::Wait wait = import.child.wait(settings_.time_limit, &stop_);
  import.child.end(settings_.grace);
  const auto took = std::chrono::steady_clock::now() - import.began;
  log::info("import:ended", {{"exitCode", *import.child.exit_code()},
                             {"timedOut", wait == Child::Wait::timed_out},
                             {"durationMs", std::chrono::duration<double, std::milli>(took).count()},
                             {"said", import.files.first_errors()}});
}

void ProcessImporter::stop() {
  stop_.set();
  lane_.stop();
}

}  // namespace belfry::process

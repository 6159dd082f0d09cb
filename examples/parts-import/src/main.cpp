#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <system_error>

#include "belfry/client.hpp"
#include "import.hpp"
#include "options.hpp"

namespace {

using parts::Import;
using parts::Options;

/// What the shell is told.
enum Exit { kImported = 0, kFailed = 1, kUsageError = 2, kCancelled = 3, kInterrupted = 130 };

/// How long the last look for a cancel may hold the end of the transaction.
constexpr std::chrono::milliseconds kLastLook{500};

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set by a signal");

extern "C" void interrupt(int) { interrupted = true; }

belfry::Job start_job(belfry::Client* client, const Options& options) {
  if (client == nullptr) {
    return {};
  }
  return client->start_job({
      .user_id = options.user,
      .kind = "upload",
      .title = options.job_title,
      .stages = {{.name = "parse", .weight = 1}, {.name = "store", .weight = 1}},
      .file_name = std::filesystem::path(options.file).filename().string(),
      .watch_cancel = true,
  });
}

Exit fail(belfry::Job& job, const char* code, const std::string& reason) {
  std::fprintf(stderr, "parts-import: %s; nothing was imported\n", reason.c_str());
  job.fail(code, reason);
  return kFailed;
}

Exit told(Import::End end, const Import& import, belfry::Job& job, bool quiet) {
  switch (end) {
    case Import::End::stored:
      if (!quiet) {
        std::printf("imported %llu rows, skipped %llu\n", static_cast<unsigned long long>(import.stored()),
                    static_cast<unsigned long long>(import.skipped()));
      }
      if (!job.complete(import.results()) && job.cancelled()) {
        std::fprintf(stderr, "parts-import: the cancel came too late, the rows are stored\n");
      }
      return kImported;
    case Import::End::cancelled:
      std::fprintf(stderr, "parts-import: cancelled; nothing was imported\n");
      return kCancelled;
    case Import::End::interrupted: fail(job, "INTERRUPTED", "the import was interrupted"); return kInterrupted;
    case Import::End::bad_file: return fail(job, "BAD_FILE", import.reason());
  }
  return kFailed;
}

Exit import_file(const Options& options, belfry::Client* client) {
  std::error_code no_size;  // a pipe has none
  const std::uint64_t size = std::filesystem::file_size(options.file, no_size);
  std::ifstream in(options.file, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "parts-import: %s cannot be read\n", options.file.c_str());
    return kFailed;
  }
  belfry::Job job = start_job(client, options);
  try {
    parts::PartsDb db(options.db);
    Import::Hooks hooks{.interrupted = &interrupted};
    if (client != nullptr) {
      hooks.last_look = [client] {
        client->flush(kLastLook);
      };
    }
    if (!options.quiet) {
      hooks.on_bad_row = [](const parts::BadRow& row) {
        std::fprintf(stderr, "line %llu: %s\n", static_cast<unsigned long long>(row.line), row.reason.c_str());
      };
    }
    Import import(job, db, std::move(hooks));
    const Import::End end = import.run({.in = in, .bytes = no_size ? 0 : size});
    return told(end, import, job, options.quiet);
  } catch (const parts::DatabaseError& error) {
    return fail(job, "STORE_FAILED", options.db + ": " + error.what());
  }
}

}  // namespace

int main(int argc, char** argv) try {
  const auto options = parts::parse_options(argc, argv, std::getenv("BELFRY_KEY"));
  if (!options) {
    const bool asked = options.error().empty();
    std::fprintf(asked ? stdout : stderr, "%s%s%s", options.error().c_str(), asked ? "" : "\n\n", parts::kUsage);
    return asked ? kImported : kUsageError;
  }
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  std::optional<belfry::Client> client;
  if (!options->url.empty()) {
    client.emplace(belfry::ClientOptions{.url = options->url, .service_key = options->key});
  }
  return import_file(*options, client ? &*client : nullptr);
} catch (const std::invalid_argument& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return kUsageError;
} catch (const std::exception& error) {
  std::fprintf(stderr, "parts-import: %s\n", error.what());
  return kFailed;
}

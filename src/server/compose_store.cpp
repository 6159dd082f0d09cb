#include "server/compose_store.hpp"

#include "adapters/memory/memory_announcement_store.hpp"
#include "adapters/memory/memory_channel_send_store.hpp"
#include "adapters/memory/memory_delivery_reports.hpp"
#include "adapters/memory/memory_job_store.hpp"
#include "adapters/memory/memory_notification_store.hpp"
#include "adapters/memory/memory_outbox_store.hpp"
#include "adapters/memory/memory_preference_store.hpp"
#include "adapters/memory/memory_privacy_store.hpp"
#include "adapters/memory/memory_subscription_store.hpp"
#include "adapters/memory/memory_token_store.hpp"
#include "adapters/sqlite/migrations.hpp"
#include "adapters/sqlite/sqlite_announcement_store.hpp"
#include "adapters/sqlite/sqlite_channel_send_store.hpp"
#include "adapters/sqlite/sqlite_delivery_reports.hpp"
#include "adapters/sqlite/sqlite_job_store.hpp"
#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "adapters/sqlite/sqlite_outbox_store.hpp"
#include "adapters/sqlite/sqlite_preference_store.hpp"
#include "adapters/sqlite/sqlite_privacy_store.hpp"
#include "adapters/sqlite/sqlite_subscription_store.hpp"
#include "adapters/sqlite/sqlite_token_store.hpp"
#include "server/compose_outbox.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>

namespace belfry::server {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool is_sqlite(const config::Config& config) { return config.store.url.starts_with(kSqlite); }

/// The file of `sqlite:<path>`; a relative path lies in the data directory, which is made when it is not there.
Result<std::string> sqlite_path(const config::Config& config) {
  const std::filesystem::path directory = config.server.data_dir;
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return fail(Error::logged(ErrorCode::store_unavailable, fmt::format("cannot make the data directory {}: {}",
                                                                        directory.string(), error.message())));
  }
  return (directory / config.store.url.substr(kSqlite.size())).string();
}

Stores memory_stores(const Clock& clock, const StorePolicy& policy) {
  const auto data = std::make_shared<memory::MemoryData>(clock, policy);
  auto tokens = std::make_unique<memory::MemoryTokenStore>();
  auto privacy = std::make_unique<memory::MemoryPrivacyStore>(*data, *tokens);
  return {.shared = data,
          .notifications = std::make_unique<memory::MemoryNotificationStore>(*data),
          .tokens = std::move(tokens),
          .preferences = std::make_unique<memory::MemoryPreferenceStore>(*data),
          .subscriptions = std::make_unique<memory::MemorySubscriptionStore>(*data),
          .channel_sends = std::make_unique<memory::MemoryChannelSendStore>(*data),
          .announcements = std::make_unique<memory::MemoryAnnouncementStore>(*data),
          .outbox = std::make_unique<memory::MemoryOutboxStore>(*data),
          .jobs = std::make_unique<memory::MemoryJobStore>(*data),
          .reports = std::make_unique<memory::MemoryDeliveryReports>(*data),
          .privacy = std::move(privacy),
          .errors = [] { return std::map<std::string, std::uint64_t>{}; },
          .stop =
              [] {
              }};
}

std::map<std::string, std::uint64_t> errors_of(const StoreMetrics& metrics) {
  std::map<std::string, std::uint64_t> errors;
  for (std::size_t i = 0; i < kStoreOperationCount; ++i) {
    const auto operation = static_cast<StoreOperation>(i);
    errors.emplace(name_of(operation), metrics.errors_of(operation));
  }
  return errors;
}

}  // namespace

Result<Stores> open_stores(const config::Config& config, const Clock& clock) {
  if (!is_sqlite(config)) {
    return memory_stores(clock, store_policy(config));
  }
  const auto path = sqlite_path(config);
  if (!path) {
    return fail(path.error());
  }
  sqlite::SqliteSettings settings;
  settings.path = *path;
  settings.policy = store_policy(config);
  auto opened = sqlite::SqliteDatabase::open(settings, clock);
  if (!opened) {
    return fail(opened.error());
  }
  const std::shared_ptr<sqlite::SqliteDatabase> database = std::move(*opened);
  return Stores{.shared = database,
                .notifications = std::make_unique<sqlite::SqliteNotificationStore>(*database),
                .tokens = std::make_unique<sqlite::SqliteTokenStore>(*database),
                .preferences = std::make_unique<sqlite::SqlitePreferenceStore>(*database),
                .subscriptions = std::make_unique<sqlite::SqliteSubscriptionStore>(*database),
                .channel_sends = std::make_unique<sqlite::SqliteChannelSendStore>(*database),
                .announcements = std::make_unique<sqlite::SqliteAnnouncementStore>(*database),
                .outbox = std::make_unique<sqlite::SqliteOutboxStore>(*database),
                .jobs = std::make_unique<sqlite::SqliteJobStore>(*database),
                .reports = std::make_unique<sqlite::SqliteDeliveryReports>(*database),
                .privacy = std::make_unique<sqlite::SqlitePrivacyStore>(*database),
                .errors = [database] { return errors_of(database->metrics()); },
                .stop =
                    [database] {
                      database->stop();
                    }};
}

Result<std::string> migrate_store(const config::Config& config) {
  if (!is_sqlite(config)) {
    return "the memory store has nothing to migrate";
  }
  const auto path = sqlite_path(config);
  if (!path) {
    return fail(path.error());
  }
  const auto report = sqlite::migrate_file(*path);
  if (!report) {
    return fail(report.error());
  }
  if (report->from == report->to) {
    return fmt::format("{} is at version {} already", *path, report->to);
  }
  return fmt::format("{}: from version {} to {}", *path, report->from, report->to);
}

}  // namespace belfry::server

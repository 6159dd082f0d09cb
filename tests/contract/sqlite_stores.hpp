#pragma once

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
#include "contract/store_under_test.hpp"
#include "support/temporary_directory.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace belfry::test {

class SqliteStores final : public StoreUnderTest {
 public:
  SqliteStores(const Clock& clock, StorePolicy policy)
      : database_(open(directory_.file("belfry.db"), clock, std::move(policy))) {}
  NotificationStore& notifications() override { return notifications_; }
  TokenStore& tokens() override { return tokens_; }
  PreferenceStore& preferences() override { return preferences_; }
  SubscriptionStore& subscriptions() override { return subscriptions_; }
  ChannelSendStore& channel_sends() override { return channel_sends_; }
  AnnouncementStore& announcements() override { return announcements_; }
  OutboxStore& outbox() override { return outbox_; }
  JobStore& jobs() override { return jobs_; }
  DeliveryReports& reports() override { return reports_; }
  PrivacyStore& privacy() override { return privacy_; }

 private:
  static std::unique_ptr<sqlite::SqliteDatabase> open(const std::string& path, const Clock& clock, StorePolicy policy) {
    sqlite::SqliteSettings settings;
    settings.path = path;
    settings.policy = std::move(policy);
    auto opened = sqlite::SqliteDatabase::open(settings, clock);
    if (!opened) {
      throw std::runtime_error(opened.error().log_detail);
    }
    return std::move(*opened);
  }

  TemporaryDirectory directory_;
  std::unique_ptr<sqlite::SqliteDatabase> database_;
  sqlite::SqliteNotificationStore notifications_{*database_};
  sqlite::SqliteTokenStore tokens_{*database_};
  sqlite::SqlitePreferenceStore preferences_{*database_};
  sqlite::SqliteSubscriptionStore subscriptions_{*database_};
  sqlite::SqliteChannelSendStore channel_sends_{*database_};
  sqlite::SqliteAnnouncementStore announcements_{*database_};
  sqlite::SqliteOutboxStore outbox_{*database_};
  sqlite::SqliteJobStore jobs_{*database_};
  sqlite::SqliteDeliveryReports reports_{*database_};
  sqlite::SqlitePrivacyStore privacy_{*database_};
};

}  // namespace belfry::test

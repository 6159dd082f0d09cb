#pragma once

#include "config/config.hpp"
#include "ports/announcement_store.hpp"
#include "ports/channel_send_store.hpp"
#include "ports/clock.hpp"
#include "ports/delivery_reports.hpp"
#include "ports/job_store.hpp"
#include "ports/notification_store.hpp"
#include "ports/outbox_store.hpp"
#include "ports/preference_store.hpp"
#include "ports/privacy_store.hpp"
#include "ports/subscription_store.hpp"
#include "ports/token_store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace belfry::server {

/// The stores of `[store]`, open and migrated.
struct Stores {
  std::shared_ptr<void> shared;  ///< what all of them use, such as the database; destroyed last
  std::unique_ptr<NotificationStore> notifications;
  std::unique_ptr<TokenStore> tokens;
  std::unique_ptr<PreferenceStore> preferences;
  std::unique_ptr<SubscriptionStore> subscriptions;
  std::unique_ptr<ChannelSendStore> channel_sends;
  std::unique_ptr<AnnouncementStore> announcements;
  std::unique_ptr<OutboxStore> outbox;
  std::unique_ptr<JobStore> jobs;
  std::unique_ptr<DeliveryReports> reports;
  std::unique_ptr<PrivacyStore> privacy;
  std::function<std::map<std::string, std::uint64_t>()> errors;  ///< by operation, since the start
  std::function<void()> stop;  ///< commits what is queued; calls from then on are `draining`
};

/// Fails with one line for people when the database cannot be opened, is in use by another server, is of a newer
/// version or is no database.
Result<Stores> open_stores(const config::Config& config, const Clock& clock);

/// `belfry migrate`: brings the database to this binary's version and tells what was done.
Result<std::string> migrate_store(const config::Config& config);

}  // namespace belfry::server

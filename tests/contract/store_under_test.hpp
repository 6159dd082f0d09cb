#pragma once

#include "ports/announcement_store.hpp"
#include "ports/channel_send_store.hpp"
#include "ports/clock.hpp"
#include "ports/delivery_reports.hpp"
#include "ports/job_store.hpp"
#include "ports/notification_store.hpp"
#include "ports/outbox_store.hpp"
#include "ports/preference_store.hpp"
#include "ports/privacy_store.hpp"
#include "ports/store_policy.hpp"
#include "ports/subscription_store.hpp"
#include "ports/token_store.hpp"

namespace belfry::test {

/// An empty store of some kind with all it needs.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual NotificationStore& notifications() = 0;
  virtual TokenStore& tokens() = 0;
  virtual PreferenceStore& preferences() = 0;
  virtual SubscriptionStore& subscriptions() = 0;
  virtual ChannelSendStore& channel_sends() = 0;
  virtual AnnouncementStore& announcements() = 0;
  virtual OutboxStore& outbox() = 0;
  virtual JobStore& jobs() = 0;
  virtual DeliveryReports& reports() = 0;
  virtual PrivacyStore& privacy() = 0;
};

}  // namespace belfry::test

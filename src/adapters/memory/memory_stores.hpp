#pragma once

#include "adapters/memory/memory_announcement_store.hpp"
#include "adapters/memory/memory_channel_send_store.hpp"
#include "adapters/memory/memory_data.hpp"
#include "adapters/memory/memory_delivery_reports.hpp"
#include "adapters/memory/memory_job_store.hpp"
#include "adapters/memory/memory_notification_store.hpp"
#include "adapters/memory/memory_outbox_store.hpp"
#include "adapters/memory/memory_preference_store.hpp"
#include "adapters/memory/memory_privacy_store.hpp"
#include "adapters/memory/memory_subscription_store.hpp"
#include "adapters/memory/memory_token_store.hpp"

namespace belfry::memory {

/// Every store over the same data.
struct MemoryStores {
  explicit MemoryStores(const Clock& clock, StorePolicy policy = {}) : data(clock, std::move(policy)) {}

  MemoryData data;
  MemoryTokenStore tokens;
  MemoryNotificationStore notifications{data};
  MemoryPreferenceStore preferences{data};
  MemorySubscriptionStore subscriptions{data};
  MemoryChannelSendStore channel_sends{data};
  MemoryAnnouncementStore announcements{data};
  MemoryOutboxStore outbox{data};
  MemoryJobStore jobs{data};
  MemoryDeliveryReports reports{data};
  MemoryPrivacyStore privacy{data, tokens};
};

}  // namespace belfry::memory

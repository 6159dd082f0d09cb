#include "server/compose_outbox.hpp"

#include "base/log.hpp"
#include "server/version.hpp"

#include <algorithm>
#include <future>
#include <string_view>
#include <utility>

namespace belfry::server {
namespace {

/// How long a transfer that is broken off, and the last write to the store, may take.
constexpr std::chrono::seconds kLastWait{5};

bool tells(const config::OutboxConfig& outbox, std::string_view event) {
  return !outbox.url.empty() && std::ranges::find(outbox.events, event) != outbox.events.end();
}

app::OutboxSender::Settings sender_settings(const config::OutboxConfig& outbox) {
  return {.patience = {.attempts = static_cast<std::uint32_t>(outbox.attempts),
                       .first_delay = outbox.first_delay,
                       .max_delay = outbox.max_delay},
          .concurrency = static_cast<std::size_t>(outbox.concurrency)};
}

webhook::HttpWebhookSender::Settings webhook_settings(const config::OutboxConfig& outbox) {
  return {.url = outbox.url,
          .post = {.timeout = outbox.timeout, .user_agent = "belfry/" + version()},
          .secret = outbox.secret,
          .concurrency = static_cast<std::size_t>(outbox.concurrency)};
}

}  // namespace

StorePolicy store_policy(const config::Config& config) {
  return {.mandatory = MandatoryTypes(config.notifications.mandatory),
          .outbox = {.decided = tells(config.outbox, "decided"), .delivered = tells(config.outbox, "delivered")}};
}

Outbox::Outbox(const config::Config& config, const Clock& clock)
    : settings_(sender_settings(config.outbox)), clock_(clock) {
  if (!config.outbox.url.empty()) {
    webhooks_ = std::make_unique<webhook::HttpWebhookSender>(webhook_settings(config.outbox), clock);
  }
}

void Outbox::start(runtime::ShardSet& shards, std::uint32_t shard, OutboxStore& store) {
  if (webhooks_ == nullptr) {
    return;
  }
  shards_ = &shards;
  shard_ = shard;
  sender_ = std::make_unique<app::OutboxSender>(app::OutboxSender::Parts{.scheduler = shards[shard],
                                                                         .dispatcher = shards,
                                                                         .clock = clock_,
                                                                         .store = store,
                                                                         .webhooks = *webhooks_,
                                                                         .metrics = metrics_},
                                                settings_);
  shards.run_on(shard, [this] { sender_->start(); });
  started_.store(sender_.get(), std::memory_order_release);
}

void Outbox::stop(std::chrono::milliseconds patience) {
  if (started_.exchange(nullptr) == nullptr) {
    return;
  }
  // Shared with the shard, which may answer when nobody waits any more.
  const auto stopped = std::make_shared<std::promise<void>>();
  const std::future<void> end = stopped->get_future();
  shards_->run_on(shard_, [this, &stopped] { sender_->stop([stopped] { stopped->set_value(); }); });
  if (end.wait_for(patience) != std::future_status::ready) {
    webhooks_->give_up();
    if (end.wait_for(kLastWait) != std::future_status::ready) {
      log::warning("server:drain", {{"detail", "the outbox did not come to an end"}});
    }
  }
  webhooks_->stop();
}

}  // namespace belfry::server

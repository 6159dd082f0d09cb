#include "adapters/webhook/http_webhook_sender.hpp"

#include "adapters/webhook/signature.hpp"
#include "adapters/webhook/webhook_body.hpp"
#include "wire/event_json.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

namespace belfry::webhook {

HttpWebhookSender::HttpWebhookSender(Settings settings, const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      lane_({.name = "webhook", .threads = settings_.concurrency, .queue_limit = settings_.concurrency}) {
  for (std::size_t i = 0; i < settings_.concurrency; ++i) {
    connections_.add(std::make_unique<HttpPost>(settings_.post, giving_up_));
  }
}

Task<Result<WebhookAnswer>> HttpWebhookSender::send(OutboxEntry entry) {
  auto job = [this, held = std::move(entry)] {
    return post(held);
  };
  auto posted = lane_.run(std::move(job));
  co_return co_await std::move(posted);
}

Result<WebhookAnswer> HttpWebhookSender::post(const OutboxEntry& entry) {
  if (giving_up_.load(std::memory_order_relaxed)) {
    return fail(ErrorCode::draining);
  }
  const std::string body = webhook_body(entry);
  const std::vector<std::string> headers = {
      "Content-Type: application/json",
      fmt::format("Belfry-Event-Id: {}", wire::event_id(entry.id)),
      fmt::format("Belfry-Event-Type: {}", name_of(entry.kind)),
      fmt::format("Belfry-Signature: {}", signature(settings_.secret, clock_.now(), body)),
      "Expect:",  // else curl asks before it sends a large body, and waits a second for those who do not answer
  };
  const auto connection = connections_.take();
  std::optional<WebhookAnswer> answer = connection->post(headers, body);
  if (!answer) {
    return fail(ErrorCode::draining);
  }
  return *std::move(answer);
}

}  // namespace belfry::webhook

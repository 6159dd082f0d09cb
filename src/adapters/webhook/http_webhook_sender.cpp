#include "adapters/webhook/http_webhook_sender.hpp"

#include "adapters/webhook/signature.hpp"
#include "adapters/webhook/webhook_body.hpp"
#include "wire/event_json.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

namespace belfry::webhook {
namespace {

constexpr int kGone = 410;

WebhookAnswer told(const http_client::PostAnswer& answer) {
  const bool accepted = answer.status >= 200 && answer.status < 300;
  WebhookEnd end = accepted ? WebhookEnd::accepted : WebhookEnd::refused;
  if (answer.status == kGone) {
    end = WebhookEnd::gone;
  }
  return {.end = end, .detail = fmt::format("status {}", answer.status), .retry_after = answer.retry_after};
}

}  // namespace

HttpWebhookSender::HttpWebhookSender(Settings settings, const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      lane_({.name = "webhook", .threads = settings_.concurrency, .queue_limit = settings_.concurrency}) {
  for (std::size_t i = 0; i < settings_.concurrency; ++i) {
    connections_.add(std::make_unique<http_client::HttpPost>(settings_.post, giving_up_));
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
  const auto answer = connection->post(settings_.url, headers, body);
  if (answer) {
    return told(*answer);
  }
  switch (answer.error().why) {
    case http_client::PostFailure::Why::gave_up: return fail(ErrorCode::draining);
    case http_client::PostFailure::Why::timeout:
      return WebhookAnswer{.end = WebhookEnd::timeout, .detail = answer.error().detail};
    case http_client::PostFailure::Why::unreachable:
      return WebhookAnswer{.end = WebhookEnd::unreachable, .detail = answer.error().detail};
  }
  std::unreachable();
}

}  // namespace belfry::webhook

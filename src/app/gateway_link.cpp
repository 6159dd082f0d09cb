#include "app/gateway_link.hpp"

#include <utility>

namespace belfry::app {

// The reasons are those that API Gateway gives.

void GatewayLink::start(Scheduler& scheduler, Socket& socket) {
  scheduler_ = &scheduler;
  socket_ = &socket;
}

void GatewayLink::receive(std::string_view text) {
  if (running_ < kMaxRunning) {
    ++running_;
    scheduler_->spawn(answer(shared_from_this(), std::string(text)));
  } else if (waiting_.size() < kMaxWaiting && waiting_bytes_ + text.size() <= kMaxWaitingBytes) {
    waiting_.emplace_back(text);
    waiting_bytes_ += text.size();
  } else {
    refuse();
  }
}

void GatewayLink::refuse() { socket_->send(Frame::text(handlers_.throttled(*connection_))); }

Task<void> GatewayLink::answer(std::shared_ptr<GatewayLink> link, std::string text) {
  for (;;) {
    const std::string frame = co_await link->handlers_.message(link->connection_, std::move(text));
    if (link->socket_ != nullptr && !frame.empty()) {
      link->socket_->send(Frame::text(frame));
    }
    if (link->waiting_.empty()) {
      break;
    }
    text = std::move(link->waiting_.front());
    link->waiting_.pop_front();
    link->waiting_bytes_ -= text.size();
  }
  --link->running_;
}

void GatewayLink::closing(CloseCode code) {
  if (code == CloseCode::normal) {
    reason_ = "Connection Closed Normally";
  } else if (code == CloseCode::going_away) {
    reason_ = "Going away";
  }
}

void GatewayLink::closed(CloseCode code) {
  socket_ = nullptr;
  if (code == CloseCode::no_status) {
    reason_ = "Client-side close frame status not set";
  }
  scheduler_->spawn(
      handlers_.disconnect(connection_, {.code = static_cast<std::uint16_t>(code), .reason = std::move(reason_)}));
}

void GatewayLink::abandoned(Scheduler& scheduler) {
  scheduler.spawn(
      handlers_.disconnect(connection_, {.code = static_cast<std::uint16_t>(CloseCode::abnormal), .reason = {}}));
}

}  // namespace belfry::app

#include "app/session.hpp"

#include "app/close_reason.hpp"
#include "app/hub.hpp"
#include "base/log.hpp"

#include <algorithm>
#include <utility>

namespace belfry::app {

Session::Session(Hub& hub, ShardServices& services, UserEntry& entry, Opening opening)
    : hub_(hub),
      services_(services),
      entry_(entry),
      record_(std::move(opening.record)),
      messages_(services.settings.messages),
      acking_(opening.acking),
      ends_by_(opening.ends_by) {
  record_.user_agent = services_.user_agents.acquire(opening.user_agent);
  begin_catch_up(opening.since);
}

void Session::start(Socket& socket) {
  socket_ = &socket;
  services_.metrics.connections_active[static_cast<std::size_t>(record_.dialect)].add();
  const auto left = std::chrono::ceil<std::chrono::seconds>(record_.expires_at - services_.clock.now());
  socket.set_deadline(static_cast<std::uint32_t>(std::max<std::int64_t>(left.count(), 1)));
  log::info("websocket:connected", {{"connectionId", record_.connection_id()},
                                    {"userId", entry_.user().str()},
                                    {"dialect", name_of(record_.dialect)},
                                    {"sourceIp", text_of(record_.source_ip)}});
  load();
}

void Session::send(const messages::ServerMessage& message) {
  if (socket_ != nullptr) {
    socket_->send(Frame::text(dialect().encode(message, services_.clock.now())));
  }
}

void Session::send_error(Error error, std::string reply_to) {
  send(messages::ErrorMessage{std::move(error), std::move(reply_to)});
}

std::size_t Session::advance() {
  if (catch_up_ != nullptr || socket_ == nullptr) {
    return 0;
  }
  std::vector<UserEntry::Slot>& window = entry_.window();
  if (sent_ >= entry_.head()) {
    return 0;
  }
  if (window.empty() || sent_ + 1 < window.front().event->rev()) {
    read_on();
    return 0;
  }
  const Rev first = window.front().event->rev();
  const std::size_t from = sent_ + 1 - first;
  for (std::size_t i = from; i < window.size(); ++i) {
    deliver(window[i]);
  }
  const std::size_t messages = window.size() - from;
  services_.metrics.messages_delivered[static_cast<std::size_t>(record_.dialect)].add(messages);
  return messages;
}

void Session::read_on() {
  if (catch_up_ != nullptr || socket_ == nullptr) {
    return;
  }
  begin_catch_up(std::nullopt);
  catch_up_->state = entry_.state();
  load();
}

void Session::deliver(UserEntry::Slot& slot) {
  const UserEvent& event = slot.event->event();
  if (event.origin && event.origin->connection == record_.key) {
    messages::ServerMessage answer = message_of(event);
    if (auto* inbox = std::get_if<messages::InboxMessage>(&answer)) {
      inbox->reply_to = event.origin->request_id;
    }
    send(answer);
  } else {
    socket_->send(slot.event->frame(dialect(), services_.clock));
  }
  sent_ = event.change.rev;
  ++slot.unflushed;
  if (event.change.op == ChangeOp::added) {
    note_sent(event.change.notification, event.change.rev);
  }
}

void Session::note_sent(const NotificationPtr& notification, Rev rev) {
  ++ack_credits_;
  ++read_credits_;
  if (acking_ == Acking::yes) {
    if (unacked_ == nullptr) {
      unacked_ = std::make_unique<AckTracker>();
    }
    unacked_->sent(notification, rev, services_.settings.ack, services_.clock.steady_now());
    hub_.track_acks(*this);
  }
}

bool Session::repeat_unacked() {
  if (unacked_ == nullptr || socket_ == nullptr) {
    return false;
  }
  AckTracker::Due due = unacked_->take_due(services_.settings.ack, services_.clock.steady_now());
  for (AckTracker::Pending& pending : due.repeat) {
    send(messages::NotificationMessage{.notification = std::move(pending.notification),
                                       .rev = pending.rev,
                                       .state = entry_.state(),
                                       .freshness = messages::Freshness::replayed});
    count_delivered();
  }
  for (const AckTracker::Pending& pending : due.given_up) {
    services_.metrics
        .messages_failed[static_cast<std::size_t>(record_.dialect)][static_cast<std::size_t>(FailureReason::no_ack)]
        .add();
    log::warning("notification:failed", {{"notificationId", pending.notification->id.str()},
                                         {"userId", entry_.user().str()},
                                         {"connectionId", record_.connection_id()},
                                         {"error", "no acknowledgement"}});
  }
  return !unacked_->empty();
}

void Session::close(CloseCode code, std::string_view reason) {
  if (socket_ == nullptr || closing_with_ != CloseCode::no_status) {
    return;
  }
  closing_with_ = code;
  socket_->close(code, close_reason(reason));
}

void Session::close_with_advice(CloseCode code, std::string_view reason, std::uint32_t retry_after_ms) {
  if (socket_ == nullptr || closing_with_ != CloseCode::no_status) {
    return;
  }
  if (greeted()) {
    send(messages::ReconnectAdvice{retry_after_ms, std::string(reason)});
  }
  closing_with_ = code;
  socket_->close(code, close_reason(reason, retry_after_ms));
}

void Session::on_heartbeat() { record_.last_ping_at = services_.clock.now(); }

void Session::on_drained() {
  if (catch_up_ != nullptr) {
    pump();
  }
}

void Session::on_deadline() {
  if (ends_by_ == EndsBy::token) {
    send_error(Error(ErrorCode::token_expired), {});
    close(CloseCode::token_expired, "TOKEN_EXPIRED");
  } else {
    close_with_advice(CloseCode::lifetime_reached, "LIFETIME_REACHED", 0);
  }
}

void Session::on_closed(CloseCode code) {
  socket_ = nullptr;
  if (catch_up_ != nullptr) {
    catch_up_.reset();
    --entry_.catching_up;
  }
  services_.user_agents.release(std::exchange(record_.user_agent, nullptr));
  const auto dialect_index = static_cast<std::size_t>(record_.dialect);
  services_.metrics.connections_active[dialect_index].subtract();
  if (code == CloseCode::slow_consumer) {
    services_.metrics.messages_failed[dialect_index][static_cast<std::size_t>(FailureReason::slow_consumer)].add();
  }
  log::info("websocket:disconnected", {{"connectionId", record_.connection_id()},
                                       {"userId", entry_.user().str()},
                                       {"code", static_cast<int>(code)},
                                       {"reason", name_of(code)},
                                       {"durationMs", (services_.clock.now() - record_.connected_at).count()}});
  hub_.remove(*this);
}

}  // namespace belfry::app

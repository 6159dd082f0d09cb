#include "app/session.hpp"

#include "app/close_reason.hpp"
#include "app/hub.hpp"
#include "base/log.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace belfry::app {

Session::Session(Hub& hub, ShardServices& services, UserEntry& entry, Opening opening)
    : hub_(hub),
      services_(services),
      entry_(entry),
      record_(std::move(opening.record)),
      link_(std::move(opening.link)),
      messages_(services.settings.messages),
      acking_(opening.acking),
      ends_by_(opening.ends_by) {
  record_.user_agent = services_.user_agents.acquire(opening.user_agent);
  if (opening.rights != nullptr) {
    subscribing_ = std::make_unique<Subscribing>(
        Subscribing{.bucket = TokenBucket(services.settings.subscribes), .rights = *opening.rights});
  }
  if (!has_inbox(record_.dialect)) {
    sent_ = std::numeric_limits<Rev>::max();  // no change and no announcement is for it
    announced_ = std::numeric_limits<AnnouncementNumber>::max();
    if (!opening.job.empty()) {
      jobs_watched().at_start = std::move(opening.job);
    }
    return;
  }
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
  if (link_ != nullptr) {
    return link_->start(services_.scheduler, socket);
  }
  if (!has_inbox(record_.dialect)) {
    return greet_without_inbox();
  }
  load();
}

void Session::send(const messages::ServerMessage& message) {
  if (socket_ == nullptr) {
    return;
  }
  if (const std::string text = dialect().encode(message, services_.clock.now()); !text.empty()) {
    socket_->send(Frame::text(text));
  }
}

void Session::send_error(Error error, std::string reply_to) {
  send(messages::ErrorMessage{std::move(error), std::move(reply_to)});
}

std::size_t Session::advance() {
  std::size_t messages = 0;
  while (catch_up_ == nullptr && socket_ != nullptr &&
         (sent_ < entry_.head() || announced_ < hub_.announcements().head())) {
    const Step step = advance_one();
    if (step == Step::behind) {
      break;
    }
    messages += step == Step::sent ? 1 : 0;
  }
  services_.metrics.messages_delivered[static_cast<std::size_t>(record_.dialect)].add(messages);
  return messages;
}

void Session::read_on() {
  if (catch_up_ != nullptr || socket_ == nullptr || !has_inbox(record_.dialect)) {
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
  } else if (entry_.in_app_off() && record_.dialect != DialectKind::notifications) {
    sent_ = event.change.rev;  // stays connected and hears nothing of the inbox (product 2.7)
    return;
  } else if (const Frame::Ptr& frame = slot.event->frame(dialect(), services_.clock)) {
    socket_->send(frame);
  }
  sent_ = event.change.rev;
  ++slot.unflushed;
  if (brings_notification(event.change.op)) {
    note_sent(event.change.notification, event.change.rev, 0);
  } else if (event.change.op == ChangeOp::preferences) {
    close_opted_out();
  }
}

void Session::close_opted_out() {
  if (record_.dialect == DialectKind::notifications && entry_.in_app_off()) {
    close(CloseCode::in_app_disabled, "IN_APP_DISABLED");
  }
}

void Session::note_sent(const NotificationPtr& notification, Rev rev, AnnouncementNumber announcement) {
  services_.trace.note(DeliveryTrace::What::sent, notification->id, entry_.user(), record_, services_.clock.now());
  if (!has_acks(record_.dialect)) {
    unconfirmed_ = true;
    return hub_.await_written(record_.key);
  }
  ++ack_credits_;
  ++read_credits_;
  if (acking_ == Acking::yes) {
    if (unacked_ == nullptr) {
      unacked_ = std::make_unique<AckTracker>();
    }
    unacked_->sent(notification, rev, announcement, services_.settings.ack, services_.clock.steady_now());
    hub_.track_acks(*this);
  }
}

bool Session::push(const Frame::Ptr& frame) {
  if (!open()) {
    return false;
  }
  socket_->send(frame);
  return true;
}

void Session::confirm_written() {
  if (closed() || !unconfirmed_ || socket_->queued_bytes() > 0) {
    return;  // what still waits is confirmed when it has drained
  }
  unconfirmed_ = false;
  services_.acks.add_up_to(entry_.user(), sent_, announced_);
}

bool Session::repeat_unacked() {
  if (unacked_ == nullptr || socket_ == nullptr) {
    return false;
  }
  AckTracker::Due due = unacked_->take_due(services_.settings.ack, services_.clock.steady_now());
  for (AckTracker::Pending& pending : due.repeat) {
    services_.trace.note(DeliveryTrace::What::repeated, pending.notification->id, entry_.user(), record_,
                         services_.clock.now());
    InboxState state = entry_.state();
    state.announcement = announced_;
    send(messages::NotificationMessage{.notification = pending.notification,
                                       .rev = pending.rev,
                                       .state = state,
                                       .freshness = messages::Freshness::replayed,
                                       .loudness = loudness_of(*pending.notification),
                                       .replaces = std::nullopt,
                                       .announcement = pending.announcement});
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
  if (socket_ == nullptr || socket_->closing_with()) {
    return;
  }
  if (link_ != nullptr) {
    link_->closing(code);
  }
  socket_->close(code, close_reason(reason));
}

void Session::close_with_advice(CloseCode code, std::string_view reason, std::uint32_t retry_after_ms) {
  if (socket_ == nullptr || socket_->closing_with()) {
    return;
  }
  if (link_ != nullptr) {
    link_->closing(code);
  }
  if (greeted()) {
    send(messages::ReconnectAdvice{retry_after_ms, std::string(reason)});
  }
  socket_->close(code, close_reason(reason, retry_after_ms));
}

void Session::on_heartbeat() { record_.last_ping_at = services_.clock.now(); }

void Session::on_drained() {
  confirm_written();
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

void Session::on_peer_closing(CloseCode, std::string_view reason) {
  if (link_ != nullptr) {
    link_->peer_closing(reason);
  }
}

void Session::on_closed(CloseCode code) {
  socket_ = nullptr;
  if (link_ != nullptr) {
    link_->closed(code);
  }
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

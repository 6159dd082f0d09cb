#include "app/hub.hpp"
#include "app/session.hpp"

#include "base/log.hpp"

// What a client may say on its socket, and how often.

namespace belfry::app {
namespace {

constexpr std::uint16_t kRefusalsBeforeClose = 100;
constexpr std::int64_t kRefusalNoticeMs = 1000;

std::string_view type_of(const messages::ClientCommand& command) {
  struct Name {
    std::string_view operator()(const messages::Ping&) const { return "ping"; }
    std::string_view operator()(const messages::Ack&) const { return "notification:ack"; }
    std::string_view operator()(const messages::Read&) const { return "notification:read"; }
    std::string_view operator()(const messages::Sync&) const { return "sync"; }
    std::string_view operator()(const messages::Subscribe&) const { return "subscribe"; }
    std::string_view operator()(const messages::Unsubscribe&) const { return "unsubscribe"; }
    std::string_view operator()(const messages::WatchJob&) const { return "subscribe"; }
    std::string_view operator()(const messages::UnwatchJob&) const { return "unsubscribe"; }
    std::string_view operator()(const messages::CancelJob&) const { return "cancel_job"; }
    std::string_view operator()(const messages::AskJobStatus&) const { return "request_status"; }
  };
  return std::visit(Name{}, command);
}

bool is_about_channels(const messages::ClientMessage& message) {
  return message.command && (std::holds_alternative<messages::Subscribe>(*message.command) ||
                             std::holds_alternative<messages::Unsubscribe>(*message.command));
}

}  // namespace

void Session::on_text(std::string_view message) {
  if (link_ != nullptr) {
    return pass_on(message);
  }
  receive(dialect().decode(message));
}

void Session::on_binary(std::string_view) {
  if (link_ != nullptr) {
    return close(CloseCode::unsupported_data, "INVALID_MESSAGE");
  }
  receive(messages::ClientMessage{.request_id = {}, .command = fail(ErrorCode::invalid_message)});
}

void Session::pass_on(std::string_view message) {
  record_.last_active_at = services_.clock.now();
  if (!messages_.take(services_.settings.messages, services_.clock.steady_now())) {
    return refuse(messages_, services_.settings.messages);
  }
  refused_in_a_row_ = 0;
  link_->receive(message);
}

void Session::receive(messages::ClientMessage message) {
  record_.last_active_at = services_.clock.now();
  if (log::enabled(log::Level::debug)) {
    log::debug("websocket:message", {{"type", message.command ? type_of(*message.command) : "invalid"},
                                     {"userId", entry_.user().str()},
                                     {"connectionId", record_.connection_id()}});
  }
  if (count_message(message) == Allowed::no) {
    return;
  }
  refused_in_a_row_ = 0;
  if (greeted()) {
    return handle(message);
  }
  // `connected` is always the first thing a client hears: what it says before that waits.
  if (catch_up_->early.size() >= CatchUp::kMaxEarly) {
    return close(CloseCode::rate_limited, "RATE_LIMITED");
  }
  catch_up_->early.push_back(std::move(message));
}

void Session::answer_early(SessionPtr session, const std::vector<messages::ClientMessage>& early) {
  for (const messages::ClientMessage& message : early) {
    if (!session->closed()) {
      session->handle(message);
    }
  }
}

void Session::on_too_large() { send_error(Error(ErrorCode::payload_too_large), {}); }

Session::Allowed Session::count_message(const messages::ClientMessage& message) {
  if (message.command) {
    // Every notification sent on this connection pays for one ack and one read of it.
    if (std::holds_alternative<messages::Ack>(*message.command) && ack_credits_ > 0) {
      --ack_credits_;
      return Allowed::yes;
    }
    if (std::holds_alternative<messages::Read>(*message.command) && read_credits_ > 0) {
      --read_credits_;
      return Allowed::yes;
    }
  }
  const auto now = services_.clock.steady_now();
  if (!messages_.take(services_.settings.messages, now)) {
    refuse(messages_, services_.settings.messages);
    return Allowed::no;
  }
  if (is_about_channels(message) && !subscribe_bucket().take(services_.settings.subscribes, now)) {
    refuse(subscribe_bucket(), services_.settings.subscribes);
    return Allowed::no;
  }
  return Allowed::yes;
}

void Session::refuse(const TokenBucket& bucket, const TokenBucket::Rate& rate) {
  if (++refused_in_a_row_ >= kRefusalsBeforeClose) {
    return close(CloseCode::rate_limited, "RATE_LIMITED");
  }
  if (!greeted()) {
    return;
  }
  const auto now = services_.clock.steady_now().time_since_epoch();
  const auto now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  if (refusal_told_ms_ != 0 && now_ms - refusal_told_ms_ < kRefusalNoticeMs) {
    return;
  }
  refusal_told_ms_ = now_ms;
  if (link_ != nullptr) {
    return link_->refuse();
  }
  Error error(ErrorCode::rate_limited);
  error.retry_after_ms = static_cast<std::uint32_t>(bucket.wait(rate).count());
  send_error(std::move(error), {});
}

void Session::handle(const messages::ClientMessage& message) {
  if (!message.command) {
    return send_error(message.command.error(), message.request_id);
  }
  struct Handle {
    Session& session;
    const std::string& request_id;

    void operator()(const messages::Ping&) const {
      session.on_heartbeat();
      session.send(messages::Pong{request_id});
    }
    void operator()(const messages::Ack& ack) const { session.handle_ack(ack); }
    void operator()(const messages::Read& read) const {
      const UserId& user = session.entry_.user();
      session.services_.scheduler.spawn(handle_read(session.shared_from_this(), user, read, request_id));
    }
    void operator()(const messages::Sync& sync) const {
      session.begin_catch_up(sync.since);
      session.load();
    }
    void operator()(const messages::Subscribe& wanted) const {
      session.services_.scheduler.spawn(change_subscriptions(
          session.shared_from_this(), messages::SubscriptionChange::subscribed, wanted.channels, request_id));
    }
    void operator()(const messages::Unsubscribe& unwanted) const {
      session.services_.scheduler.spawn(change_subscriptions(
          session.shared_from_this(), messages::SubscriptionChange::unsubscribed, unwanted.channels, request_id));
    }
    void operator()(const messages::WatchJob& wanted) const { session.watch(wanted.job); }
    void operator()(const messages::UnwatchJob& unwanted) const { session.unwatch(unwanted); }
    void operator()(const messages::CancelJob& cancel) const {
      session.services_.scheduler.spawn(cancel_job(session.shared_from_this(), cancel.job));
    }
    void operator()(const messages::AskJobStatus& asked) const {
      session.services_.scheduler.spawn(tell_status(session.shared_from_this(), asked.job));
    }
  };
  std::visit(Handle{*this, message.request_id}, *message.command);
}

void Session::handle_ack(const messages::Ack& ack) {
  acking_ = Acking::yes;
  if (const auto* id = std::get_if<NotificationId>(&ack.target)) {
    if (unacked_ != nullptr) {
      unacked_->acked(*id);
    }
    services_.trace.note(DeliveryTrace::What::acked, *id, entry_.user(), record_, services_.clock.now());
    return services_.acks.add(entry_.user(), *id);
  }
  const UpTo& up_to = std::get<UpTo>(ack.target);
  if (up_to.epoch && *up_to.epoch != entry_.state().epoch) {
    return;  // a position in a log that is gone acknowledges nothing in this one
  }
  if (unacked_ != nullptr) {
    unacked_->acked_up_to(up_to.rev, up_to.announcement);
  }
  services_.acks.add_up_to(entry_.user(), up_to.rev, up_to.announcement);
}

Task<void> Session::handle_read(SessionPtr session, UserId user, messages::Read read, std::string request_id) {
  NotificationStore& store = session->services_.store;
  std::optional<Origin> origin = Origin{.connection = session->record_.key, .request_id = request_id};
  Result<InboxUpdate> update = fail(ErrorCode::internal_error);
  if (const auto* id = std::get_if<NotificationId>(&read.target)) {
    update = co_await store.mark_read(user, *id, std::move(origin));
  } else {
    const std::optional<UpTo> up_to = std::get<UpTo>(read.target);
    update = co_await store.mark_all_read(user, up_to, std::move(origin));
  }
  if (session->closed()) {
    co_return;
  }
  if (!update) {
    session->send_error(update.error(), std::move(request_id));
  } else if (!update->changed) {
    // Nothing new to tell: the answer repeats the position this connection has, so that it moves nobody's cursor.
    messages::InboxMessage answer{.changes = {}, .state = update->state, .reply_to = std::move(request_id)};
    answer.state.rev = session->sent_;
    answer.state.announcement = session->announced_;
    session->send(answer);
  }
}

}  // namespace belfry::app

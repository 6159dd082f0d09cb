#include "app/hub.hpp"
#include "app/session.hpp"

#include "base/log.hpp"

// How a session gets from where its client is to where its user's live events are. The same code serves a fresh
// connection, one that resumes by cursor, a `sync` request and a hole that a lost event left.

namespace belfry::app {

void Session::begin_catch_up(std::optional<Cursor> since) {
  const bool greeted = catch_up_ != nullptr ? catch_up_->greeted : socket_ != nullptr;
  if (catch_up_ == nullptr) {
    ++entry_.catching_up;
  }
  catch_up_ = std::make_unique<CatchUp>();
  catch_up_->serial = ++catch_ups_;
  catch_up_->greeted = greeted;
  catch_up_->since = since;
}

void Session::load() {
  catch_up_->loading = true;
  if (!catch_up_->greeted && !catch_up_->since) {
    services_.scheduler.spawn(load_welcome(shared_from_this(), catch_up_->serial));
  } else {
    services_.scheduler.spawn(load_changes(shared_from_this(), catch_up_->serial));
  }
}

Task<void> Session::load_welcome(SessionPtr session, std::uint32_t serial) {
  if (!session->awaits(serial)) {
    co_return;
  }
  const SessionSettings& settings = session->services_.settings;
  const Instant floor = session->services_.clock.now() - settings.undelivered;
  auto welcome = co_await session->services_.store.welcome(session->entry_.user(), floor, settings.replay_limit);
  if (!session->awaits(serial)) {
    co_return;
  }
  if (!welcome) {
    session->fail_catch_up(welcome.error());
    co_return;
  }
  CatchUp& catch_up = *session->catch_up_;
  catch_up.loading = false;
  catch_up.replay = std::move(welcome->undelivered);
  catch_up.state = welcome->state;
  session->sent_ = welcome->state.rev;
  session->greet(welcome->state);
  session->pump();
}

Task<void> Session::load_changes(SessionPtr session, std::uint32_t serial) {
  if (!session->awaits(serial)) {
    co_return;
  }
  const SessionSettings& settings = session->services_.settings;
  NotificationStore& store = session->services_.store;
  const CatchUp& asking = *session->catch_up_;
  const Cursor since = asking.since.value_or(Cursor{asking.state.epoch, session->sent_, 0});
  auto page = co_await store.changes(session->entry_.user(), since, settings.page, settings.max_behind);
  if (!session->awaits(serial)) {
    co_return;
  }
  if (!page && page.error().code == ErrorCode::resync_required) {
    auto state = co_await store.state(session->entry_.user());
    if (!session->awaits(serial)) {
      co_return;
    }
    if (!state) {
      session->fail_catch_up(state.error());
    } else {
      session->resync(*state);
    }
    co_return;
  }
  session->take_changes(std::move(page));
}

void Session::take_changes(Result<ChangesPage> page) {
  if (!page) {
    return fail_catch_up(page.error());
  }
  CatchUp& catch_up = *catch_up_;
  catch_up.loading = false;
  if (catch_up.since) {
    sent_ = catch_up.since->rev;
    catch_up.since.reset();
    services_.acks.add_up_to(entry_.user(), sent_);  // a cursor acknowledges all before it (product 2.4)
  }
  catch_up.state = page->state;
  catch_up.changes = std::move(page->changes);
  catch_up.taken = 0;
  catch_up.has_more = page->has_more;
  entry_.learn(page->state);
  greet(page->state);
  pump();
}

void Session::greet(const InboxState& state) {
  entry_.learn(state);
  if (std::exchange(catch_up_->greeted, true)) {
    return;
  }
  send(messages::Connected{.connection_id = record_.connection_id(),
                           .user_id = entry_.user().str(),
                           .state = state,
                           .channels = {},
                           .heartbeat_seconds = services_.settings.heartbeat_seconds,
                           .max_message_bytes = services_.settings.max_message_bytes,
                           .expires_at = record_.expires_at});
  if (!catch_up_->early.empty()) {
    services_.scheduler.post(
        [session = shared_from_this(), early = std::move(catch_up_->early)] { answer_early(session, early); });
  }
}

void Session::resync(const InboxState& state) {
  catch_up_->loading = false;
  catch_up_->since.reset();
  catch_up_->state = state;
  catch_up_->changes.clear();
  catch_up_->taken = 0;
  catch_up_->has_more = false;
  greet(state);
  send(messages::ResyncRequired{state.rev});
  sent_ = state.rev;
  pump();
}

void Session::pump() {
  while (catch_up_ != nullptr && socket_ != nullptr && socket_->queued_bytes() <= CatchUp::kHighWater && pump_one()) {
  }
}

bool Session::pump_one() {
  CatchUp& catch_up = *catch_up_;
  if (catch_up.loading) {
    return false;
  }
  if (catch_up.replayed < catch_up.replay.size()) {
    InboxItem& item = catch_up.replay[catch_up.replayed++];
    send(messages::NotificationMessage{.notification = item.notification,
                                       .rev = item.rev,
                                       .state = catch_up.state,
                                       .freshness = messages::Freshness::replayed});
    note_sent(item.notification, item.rev);
    count_delivered();
    return true;
  }
  if (catch_up.taken < catch_up.changes.size()) {
    const Change& change = catch_up.changes[catch_up.taken];
    if (change.op == ChangeOp::added) {
      send(messages::NotificationMessage{.notification = change.notification,
                                         .rev = change.rev,
                                         .state = catch_up.state,
                                         .freshness = messages::Freshness::live});
      note_sent(change.notification, change.rev);
      ++catch_up.taken;
    } else {
      messages::InboxMessage inbox{.changes = {}, .state = catch_up.state, .reply_to = {}};
      while (catch_up.taken < catch_up.changes.size() && catch_up.changes[catch_up.taken].op != ChangeOp::added) {
        inbox.changes.push_back(std::move(catch_up.changes[catch_up.taken++]));
      }
      inbox.state.rev = inbox.changes.back().rev;
      send(inbox);
    }
    sent_ = catch_up.changes[catch_up.taken - 1].rev;
    count_delivered();
    return true;
  }
  if (catch_up.has_more || !entry_.covers(sent_)) {
    load();
    return false;
  }
  go_live();
  return false;
}

void Session::go_live() {
  catch_up_.reset();
  --entry_.catching_up;
  hub_.schedule_walk(entry_);
}

void Session::fail_catch_up(const Error& error) {
  log::error("store:error", {{"operation", "catch_up"},
                             {"connectionId", record_.connection_id()},
                             {"error", error.log_detail.empty() ? error.detail : error.log_detail}});
  close_with_advice(CloseCode::resume_failed, "RESUME_FAILED", 1000);
}

}  // namespace belfry::app

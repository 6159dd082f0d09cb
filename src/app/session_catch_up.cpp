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
  session->announced_ = welcome->state.announcement;
  session->greet(welcome->state, welcome->profile);
  session->pump();
}

Task<void> Session::load_changes(SessionPtr session, std::uint32_t serial) {
  if (!session->awaits(serial)) {
    co_return;
  }
  const SessionSettings& settings = session->services_.settings;
  NotificationStore& store = session->services_.store;
  const CatchUp& asking = *session->catch_up_;
  const Cursor since = asking.since.value_or(Cursor{asking.state.epoch, session->sent_, session->announced_});
  auto page = co_await store.changes(session->entry_.user(), since, settings.page, settings.max_behind);
  if (!session->awaits(serial)) {
    co_return;
  }
  if (!page && page.error().code == ErrorCode::resync_required) {
    const Instant now = session->services_.clock.now();
    auto head = co_await store.welcome(session->entry_.user(), now, 0);
    if (!session->awaits(serial)) {
      co_return;
    }
    if (!head) {
      session->fail_catch_up(head.error());
    } else {
      session->resync(*head);
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
    announced_ = catch_up.since->announcement;
    catch_up.since.reset();
    services_.acks.add_up_to(entry_.user(), sent_, announced_);  // a cursor acknowledges all before it (product 2.4)
  }
  catch_up.state = page->state;
  catch_up.changes = std::move(page->changes);
  catch_up.taken = 0;
  catch_up.reached = page->reached;
  catch_up.has_more = page->has_more;
  greet(page->state, page->profile);
  pump();
}

void Session::greet(const InboxState& state, const UserProfile& profile) {
  entry_.learn(state);
  entry_.learn(profile.preferences, state.rev);
  if (std::exchange(catch_up_->greeted, true)) {
    return close_opted_out();
  }
  send(messages::Connected{.connection_id = record_.connection_id(),
                           .user_id = entry_.user().str(),
                           .state = state,
                           .channels = profile.channels,
                           .heartbeat_seconds = services_.settings.heartbeat_seconds,
                           .max_message_bytes = services_.settings.max_message_bytes,
                           .expires_at = record_.expires_at});
  close_opted_out();  // switched off while the handshake was under way
  if (!catch_up_->early.empty()) {
    services_.scheduler.post(
        [session = shared_from_this(), early = std::move(catch_up_->early)] { answer_early(session, early); });
  }
}

void Session::resync(const Welcome& head) {
  catch_up_->loading = false;
  catch_up_->since.reset();
  catch_up_->state = head.state;
  catch_up_->changes.clear();
  catch_up_->taken = 0;
  catch_up_->reached = head.state.cursor();
  catch_up_->has_more = false;
  greet(head.state, head.profile);
  send(messages::ResyncRequired{head.state.rev});
  sent_ = head.state.rev;
  announced_ = head.state.announcement;
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
    replay(catch_up.replay[catch_up.replayed++]);
    return true;
  }
  if (catch_up.taken < catch_up.changes.size()) {
    tell_changes();
    count_delivered();
    return true;
  }
  if (const auto reached = std::exchange(catch_up.reached, std::nullopt)) {
    sent_ = reached->rev;
    announced_ = reached->announcement;
  }
  if (catch_up.has_more || !entry_.covers(sent_) || !hub_.announcements().covers(announced_)) {
    load();
    return false;
  }
  go_live();
  return false;
}

void Session::replay(const InboxItem& item) {
  send(messages::NotificationMessage{.notification = item.notification,
                                     .rev = item.rev,
                                     .state = catch_up_->state,
                                     .freshness = messages::Freshness::replayed,
                                     .loudness = loudness_of(*item.notification),
                                     .replaces = std::nullopt,
                                     .announcement = item.announcement});
  note_sent(item.notification, item.rev, item.announcement);
  count_delivered();
}

/// The next notification, or all changes up to the next one in one message.
void Session::tell_changes() {
  CatchUp& catch_up = *catch_up_;
  messages::InboxMessage inbox{.changes = {}, .state = catch_up.state, .reply_to = {}};
  while (catch_up.taken < catch_up.changes.size()) {
    Change& change = catch_up.changes[catch_up.taken];
    if (brings_notification(change.op) && !inbox.changes.empty()) {
      break;
    }
    ++catch_up.taken;
    (is_of_announcement(change.op) ? announced_ : sent_) =
        is_of_announcement(change.op) ? change.announcement : change.rev;
    // Clients go on from the cursor of what they were told last: it must not run ahead of that.
    inbox.state.rev = sent_;
    inbox.state.announcement = announced_;
    if (!brings_notification(change.op)) {
      inbox.changes.push_back(std::move(change));
      continue;
    }
    const AnnouncementNumber announcement = change.op == ChangeOp::announced ? change.announcement : 0;
    send(messages::NotificationMessage{.notification = change.notification,
                                       .rev = change.rev,
                                       .state = inbox.state,
                                       .freshness = messages::Freshness::live,
                                       .loudness = loudness_of(*change.notification),
                                       .replaces = change.replaces,
                                       .announcement = announcement});
    return note_sent(change.notification, change.rev, announcement);
  }
  send(inbox);
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

#include "app/hub.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <limits>

namespace belfry::app {
namespace {

/// First the session, a few visits later the socket that it names.
void prefetch_ahead(const UserEntry& entry) {
  constexpr std::size_t kSession = 8;
  constexpr std::size_t kSocket = 4;
  if (entry.walk_position + kSession < entry.sessions.size()) {
    __builtin_prefetch(entry.sessions[entry.walk_position + kSession].get());
    entry.sessions[entry.walk_position + kSocket]->prefetch();
  }
}

}  // namespace

Hub::Hub(ShardServices& services) : services_(services) { sweep_acks(); }

UserEntry& Hub::entry_of(const UserId& user) {
  if (const auto found = entries_.find(user.view()); found != entries_.end()) {
    return *found->second;
  }
  auto made = std::make_unique<UserEntry>(user);
  const std::string_view key = made->user().view();
  services_.directory.attach(user, services_.scheduler.shard());
  return *entries_.emplace(key, std::move(made)).first->second;
}

void Hub::open(Session::Opening opening, const std::function<Socket&(SocketHandler&)>& adopt) {
  UserEntry& entry = entry_of(opening.user);
  auto session = std::make_shared<Session>(*this, services_, entry, std::move(opening));
  session->set_index(static_cast<std::uint32_t>(entry.sessions.size()));
  entry.sessions.push_back(session);
  by_key_.emplace(session->record().key, session.get());
  services_.load.fetch_add(1, std::memory_order_relaxed);
  session->start(adopt(*session));
}

void Hub::deliver(const LiveEventPtr& event) {
  const auto found = entries_.find(event->event().user.view());
  if (found == entries_.end()) {
    return;
  }
  if (found->second->push(event)) {
    schedule_walk(*found->second);
  }
}

void Hub::tell(const LiveJobPtr& news) {
  for_each_of(news->job().user, [&](Session& session) { session.tell(news); });
}

Session* Hub::find(ConnectionKey key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

void Hub::close(ConnectionKey key, CloseCode code, std::string_view reason) {
  if (Session* session = find(key)) {
    session->close(code, reason);
  }
}

void Hub::for_each(const std::function<void(Session&)>& visit) const {
  for (const auto& [key, session] : by_key_) {
    visit(*session);
  }
}

void Hub::for_each_of(const UserId& user, const std::function<void(Session&)>& visit) const {
  if (const auto found = entries_.find(user.view()); found != entries_.end()) {
    for (const auto& session : found->second->sessions) {
      visit(*session);
    }
  }
}

std::vector<ConnectionKey> Hub::keys() const {
  std::vector<ConnectionKey> keys;
  keys.reserve(by_key_.size());
  for (const auto& [key, session] : by_key_) {
    keys.push_back(key);
  }
  return keys;
}

void Hub::announce(const LiveAnnouncementPtr& change) {
  const AnnouncementNumber before = announcements_.head();
  if (!announcements_.push(change)) {
    return;
  }
  const bool joins = before == 0 || change->number() == before + 1;
  if (!joins || !change->is_frame()) {
    return read_on();
  }
  announce_again_ = true;
  post_walk();
}

void Hub::read_on() { read_on_some(keys()); }

void Hub::read_on_some(std::vector<ConnectionKey> keys) {
  for (std::size_t i = 0; i < kChunk && !keys.empty(); ++i) {
    if (Session* session = find(keys.back())) {
      session->read_on();
    }
    keys.pop_back();
  }
  if (!keys.empty()) {
    services_.scheduler.after(std::chrono::milliseconds(10),
                              [this, keys = std::move(keys)]() mutable { read_on_some(std::move(keys)); });
  }
}

void Hub::schedule_walk(UserEntry& entry) {
  entry.walk_again = true;
  if (!entry.queued) {
    entry.queued = true;
    walks_.push_back(&entry);
  }
  post_walk();
}

void Hub::post_walk() {
  if (!walk_posted_) {
    walk_posted_ = true;
    services_.scheduler.post([this] { walk(); });
  }
}

void Hub::walk() {
  walk_posted_ = false;
  std::size_t budget = kChunk;
  std::vector<UserEntry*> touched;
  // Each entry once a turn: what follows the end of a walk, such as trimming its window, comes before its next one.
  for (std::size_t left = walks_.size(); left > 0 && budget > 0; --left) {
    UserEntry& entry = *walks_.front();
    touched.push_back(&entry);
    budget -= std::min(budget, walk_entry(entry, budget));
    if (entry.walk_position < entry.sessions.size() || entry.walk_again) {
      // Not through yet: to the back, so that entries with few connections pass it.
      walks_.pop_front();
      walks_.push_back(&entry);
    } else {
      walks_.pop_front();
      entry.queued = false;
    }
  }
  walk_announcements();
  services_.flusher.flush();
  confirm_written();
  for (UserEntry* entry : touched) {
    observe_flushed(*entry);
    end_of_turn(*entry);
  }
  if (!walks_.empty() || !to_announce_.empty() || announce_again_) {
    post_walk();
  }
}

void Hub::walk_announcements() {
  if (to_announce_.empty() && std::exchange(announce_again_, false)) {
    to_announce_ = keys();
  }
  std::vector<ConnectionKey> lagging;
  for (std::size_t i = 0; i < kChunk && !to_announce_.empty(); ++i) {
    const ConnectionKey key = to_announce_.back();
    to_announce_.pop_back();
    if (Session* session = find(key)) {
      session->advance();
      if (session->lags_behind(announcements_.head())) {
        lagging.push_back(key);
      }
    }
  }
  if (!lagging.empty()) {
    read_on_some(std::move(lagging));
  }
}

std::size_t Hub::walk_entry(UserEntry& entry, std::size_t budget) {
  if (entry.walk_position >= entry.sessions.size()) {
    entry.walk_position = 0;
  }
  if (entry.walk_position == 0) {
    entry.walk_again = false;
    entry.walk_reached = std::numeric_limits<Rev>::max();
  }
  std::size_t sent = 0;
  // A visit that sends nothing costs something too: sixteen of them count as one send.
  std::size_t visits_left = budget * 16;
  while (entry.walk_position < entry.sessions.size() && sent < budget && visits_left-- > 0) {
    prefetch_ahead(entry);
    Session& session = *entry.sessions[entry.walk_position++];
    sent += session.advance();
    entry.walk_reached = std::min(entry.walk_reached, session.live_position().value_or(entry.walk_reached));
  }
  return std::max<std::size_t>(sent, 1);
}

void Hub::await_written(ConnectionKey key) {
  written_.push_back(key);
  post_walk();  // whose flush comes before the question
}

void Hub::confirm_written() {
  for (const ConnectionKey key : std::exchange(written_, {})) {
    if (Session* session = find(key)) {
      session->confirm_written();
    }
  }
}

void Hub::observe_flushed(UserEntry& entry) {
  const auto now = services_.clock.steady_now();
  for (UserEntry::Slot& slot : entry.window()) {
    if (slot.unflushed > 0) {
      const auto waited = now - slot.event->event().committed_at;
      const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(waited).count();
      services_.metrics.delivery_latency.observe(static_cast<std::uint64_t>(std::max<std::int64_t>(micros, 0)),
                                                 slot.unflushed);
      slot.event->count_deliveries(std::exchange(slot.unflushed, 0));
    }
  }
}

void Hub::end_of_turn(UserEntry& entry) {
  if (entry.walk_position < entry.sessions.size()) {
    return;
  }
  // Everybody has been visited. Under a steady stream the next walk follows at once; the window must shrink all the
  // same.
  entry.trim(entry.walk_reached == std::numeric_limits<Rev>::max() ? entry.walk_reached : entry.walk_reached + 1);
  if (!entry.queued && entry.sessions.empty()) {
    services_.directory.detach(entry.user(), services_.scheduler.shard());
    entries_.erase(entry.user().view());
  } else if (!entry.queued) {
    entry.walk_position = 0;
  }
}

void Hub::remove(Session& session) {
  UserEntry& entry = session.entry();
  const std::uint32_t index = session.index();
  const std::shared_ptr<Session> kept = std::move(entry.sessions[index]);
  if (index + 1 != entry.sessions.size()) {
    entry.sessions[index] = std::move(entry.sessions.back());
    entry.sessions[index]->set_index(index);
  }
  entry.sessions.pop_back();
  by_key_.erase(session.record().key);
  services_.load.fetch_sub(1, std::memory_order_relaxed);
  acking_.erase(&session);
  services_.directory.release(entry.user(), session.record().key);
  if (entry.queued) {
    entry.walk_again = true;  // the last session may have moved in front of the walk's position
  } else if (entry.sessions.empty()) {
    schedule_walk(entry);  // whose end removes the entry: this may run inside a walk that still holds it
  }
}

void Hub::sweep_acks() {
  services_.scheduler.after(std::chrono::seconds(1), [this] {
    std::vector<Session*> due(acking_.begin(), acking_.end());
    for (Session* session : due) {
      if (!session->repeat_unacked()) {
        acking_.erase(session);
      }
    }
    sweep_acks();
  });
}

}  // namespace belfry::app

#include "app/hub.hpp"

#include <memory>
#include <utility>

// Pushing what is kept nowhere: in chunks like everything else, counted connection by connection.

namespace belfry::app {
class Hub::PushRun : public std::enable_shared_from_this<Hub::PushRun> {
 public:
  PushRun(Hub& hub, std::vector<ConnectionKey> targets, FrameSet frames, std::move_only_function<void(PushTally)> done)
      : hub_(hub), left_(std::move(targets)), frames_(std::move(frames)), done_(std::move(done)) {}

  void step() {
    std::vector<ConnectionKey> sent;
    while (sent.size() < kChunk && !left_.empty()) {
      push_to(left_.back(), sent);
      left_.pop_back();
    }
    hub_.services_.flusher.flush();
    // A connection that the kernel reported dead, or whose queue overflowed, is gone or closing now.
    for (const ConnectionKey key : sent) {
      count(hub_.find(key));
    }
    if (left_.empty()) {
      return done_(tally_);
    }
    hub_.services_.scheduler.post([self = shared_from_this()] { self->step(); });
  }

 private:
  void push_to(ConnectionKey key, std::vector<ConnectionKey>& sent) {
    Session* session = hub_.find(key);
    if (session == nullptr) {
      ++tally_.failed;  // it left since the push began
      return;
    }
    if (!session->push(frames_[static_cast<std::size_t>(session->record().dialect)])) {
      ++tally_.failed;
      return;
    }
    sent.push_back(key);
  }

  void count(const Session* session) {
    if (session != nullptr && session->open()) {
      ++tally_.succeeded;
      return;
    }
    ++tally_.failed;
    tally_.overflowed += session != nullptr && session->overflowed() ? 1 : 0;
  }

  Hub& hub_;
  std::vector<ConnectionKey> left_;
  const FrameSet frames_;
  PushTally tally_;
  std::move_only_function<void(PushTally)> done_;
};

std::vector<ConnectionKey> Hub::targets_of(const PushTarget& target, const FrameSet& frames) const {
  std::vector<ConnectionKey> keys;
  const auto add = [&](const Session& session) {
    const Frame::Ptr& frame = frames[static_cast<std::size_t>(session.record().dialect)];
    if (frame && session.open()) {
      keys.push_back(session.record().key);
    }
  };
  if (const auto* user = std::get_if<UserId>(&target)) {
    if (const auto entry = entries_.find(user->view()); entry != entries_.end()) {
      for (const auto& session : entry->second->sessions) {
        add(*session);
      }
    }
  } else if (const auto* key = std::get_if<ConnectionKey>(&target)) {
    if (const Session* session = find(*key)) {
      add(*session);
    }
  } else {
    keys.reserve(by_key_.size());
    for (const auto& [known, session] : by_key_) {
      add(*session);
    }
  }
  return keys;
}

void Hub::push(const PushTarget& target, FrameSet frames, std::move_only_function<void(PushTally)> done) {
  auto keys = targets_of(target, frames);
  std::make_shared<PushRun>(*this, std::move(keys), std::move(frames), std::move(done))->step();
}

}  // namespace belfry::app

#include "app/outbox_sender.hpp"

#include "base/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace belfry::app {
namespace {

using Verdict = OutboxOutcome::Verdict;
using std::chrono::milliseconds;

void log_store_error(std::string_view operation, const Error& error) {
  log::error("store:error", {{"operation", operation}, {"error", error.log_detail}});
}

/// No user and no content: the id leads to both.
void log_attempt(const OutboxEntry& entry, const WebhookAnswer& answer, const OutboxOutcome& outcome, milliseconds took,
                 Instant now) {
  const std::string event = fmt::format("evt_{}", entry.id);
  const std::string notification = entry.notification_id.str();
  const std::uint32_t attempt = entry.attempts + 1;
  switch (outcome.verdict) {
    case Verdict::sent:
      return log::debug("outbox:sent", {{"eventId", event},
                                        {"type", name_of(entry.kind)},
                                        {"notificationId", notification},
                                        {"attempt", attempt},
                                        {"durationMs", took.count()}});
    case Verdict::again:
      return log::warning("outbox:retry", {{"eventId", event},
                                           {"type", name_of(entry.kind)},
                                           {"notificationId", notification},
                                           {"attempt", attempt},
                                           {"reason", name_of(answer.end)},
                                           {"detail", answer.detail},
                                           {"retryInMs", (outcome.next_attempt - now).count()}});
    case Verdict::dead:
      return log::error("outbox:dead", {{"eventId", event},
                                        {"type", name_of(entry.kind)},
                                        {"notificationId", notification},
                                        {"attempt", attempt},
                                        {"reason", name_of(answer.end)},
                                        {"detail", answer.detail}});
  }
}

}  // namespace

void OutboxSender::start() {
  running_ = true;
  look();
  parts_.scheduler.spawn(count_backlog(*this));
}

void OutboxSender::kick() {
  if (!kicked_.exchange(true)) {
    parts_.dispatcher.post_to(parts_.scheduler.shard(), [this] {
      kicked_.store(false);
      wake_in(kGather);
    });
  }
}

void OutboxSender::stop(std::move_only_function<void()> stopped) {
  running_ = false;
  stopped_ = std::move(stopped);
  settle();
  report_if_stopped();
}

std::size_t OutboxSender::free_slots() const {
  return busy_.size() >= settings_.concurrency + kMaxUnsettled ? 0 : settings_.concurrency - in_flight_;
}

/// A timer cannot be called back: one that a sooner one has overtaken finds that it is not meant any more.
void OutboxSender::wake_in(milliseconds delay) {
  const auto at = parts_.clock.steady_now() + delay;
  if (!running_ || (wake_at_ && *wake_at_ <= at)) {
    return;
  }
  wake_at_ = at;
  parts_.scheduler.after(delay, [this, at] {
    if (wake_at_ == at) {
      wake_at_.reset();
      look();
    }
  });
}

void OutboxSender::look() {
  if (looking_) {
    look_again_ = true;
    return;
  }
  const std::size_t free = free_slots();
  // Without a free slot the end of an attempt, or of settling, looks again.
  if (running_ && free > 0) {
    looking_ = true;
    settled_while_looking_.clear();
    parts_.scheduler.spawn(look_once(*this, free));
  }
}

Task<void> OutboxSender::look_once(OutboxSender& self, std::size_t free) {
  // Those under way are due still and may stand first.
  const std::size_t limit = free + self.busy_.size();
  auto due = co_await self.parts_.store.due(self.parts_.clock.now(), limit);
  milliseconds pause = kLook;
  if (!due) {
    log_store_error("outbox_due", due.error());
  } else {
    self.begin(std::move(*due));
    if (self.busy_.empty()) {
      pause = co_await until_next(self);
    }
  }
  self.looking_ = false;
  if (std::exchange(self.look_again_, false)) {
    self.look();
  } else {
    self.wake_in(pause);
  }
  self.report_if_stopped();
}

void OutboxSender::begin(std::vector<OutboxEntry> due) {
  for (OutboxEntry& entry : due) {
    if (!running_ || free_slots() == 0) {
      return;
    }
    UserId user = entry.user.value_or(UserId());
    if (!settled_while_looking_.contains(entry.id) && busy_.insert(user).second) {
      ++in_flight_;
      parts_.scheduler.spawn(hand_over(*this, std::move(entry), std::move(user)));
    }
  }
}

/// Asked when nothing is under way: what is can be due, and would make this look again at once.
Task<milliseconds> OutboxSender::until_next(OutboxSender& self) {
  const auto next = co_await self.parts_.store.next_due();
  if (!next) {
    log_store_error("outbox_next_due", next.error());
  }
  if (!next || !*next) {
    co_return kLook;
  }
  const auto left = std::chrono::duration_cast<milliseconds>(**next - self.parts_.clock.now());
  co_return std::clamp(left, kGather, kLook);
}

Task<void> OutboxSender::hand_over(OutboxSender& self, OutboxEntry entry, UserId user) {
  const auto began = self.parts_.clock.steady_now();
  const auto answer = co_await self.parts_.webhooks.send(entry);
  --self.in_flight_;
  if (answer) {
    const auto took = std::chrono::duration_cast<milliseconds>(self.parts_.clock.steady_now() - began);
    self.end_of_attempt(entry, std::move(user), *answer, took);
    self.look();
  } else {
    // There was no attempt: the event waits on as it was.
    self.busy_.erase(user);
    self.wake_in(kLook);
  }
  self.report_if_stopped();
}

void OutboxSender::end_of_attempt(const OutboxEntry& entry, UserId user, const WebhookAnswer& answer,
                                  milliseconds took) {
  const Instant now = parts_.clock.now();
  OutboxOutcome outcome = judge(entry, answer, settings_.patience, now, parts_.random());
  if (outcome.verdict == Verdict::sent) {
    parts_.metrics.sent.add();
  } else {
    parts_.metrics.failed_by(answer.end).add();
  }
  log_attempt(entry, answer, outcome, took, now);
  unsettled_.push_back({std::move(outcome), std::move(user)});
  settle();
}

/// One batch at a time: while one is on its way to the disk the next gathers.
void OutboxSender::settle() {
  if (!settling_ && !unsettled_.empty()) {
    settling_ = true;
    parts_.scheduler.spawn(settle_batch(*this, std::exchange(unsettled_, {})));
  }
}

Task<void> OutboxSender::settle_batch(OutboxSender& self, std::vector<Unsettled> batch) {
  std::vector<OutboxOutcome> outcomes;
  outcomes.reserve(batch.size());
  std::ranges::transform(batch, std::back_inserter(outcomes), &Unsettled::outcome);
  const auto settled = co_await self.parts_.store.settle(std::move(outcomes));
  self.settling_ = false;
  if (settled) {
    for (const Unsettled& ended : batch) {
      self.busy_.erase(ended.user);
      if (self.looking_) {
        self.settled_while_looking_.insert(ended.outcome.id);
      }
    }
    self.settle();
    self.look();
  } else {
    // Their users stay busy, so that nothing is sent twice while the store is out of order. Once stopped, nobody waits
    // for the store: the next start repeats them.
    log_store_error("outbox_settle", settled.error());
    if (self.running_) {
      self.unsettled_.insert(self.unsettled_.begin(), std::make_move_iterator(batch.begin()),
                             std::make_move_iterator(batch.end()));
      self.parts_.scheduler.after(kLook, [&self] { self.settle(); });
    }
  }
  self.report_if_stopped();
}

Task<void> OutboxSender::count_backlog(OutboxSender& self) {
  const auto status = co_await self.parts_.store.outbox_status();
  if (status) {
    self.parts_.metrics.waiting.store(status->waiting, std::memory_order_relaxed);
    self.parts_.metrics.dead.store(status->dead, std::memory_order_relaxed);
  } else {
    log_store_error("outbox_status", status.error());
  }
  self.parts_.scheduler.after(kCount, [&self] {
    if (self.running_) {
      self.parts_.scheduler.spawn(count_backlog(self));
    }
  });
}

void OutboxSender::report_if_stopped() {
  const bool idle = in_flight_ == 0 && unsettled_.empty() && !settling_ && !looking_;
  if (!running_ && idle && stopped_) {
    std::exchange(stopped_, nullptr)();
  }
}

}  // namespace belfry::app

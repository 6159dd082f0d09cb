#pragma once

#include "ports/outbox_store.hpp"
#include "ports/webhook_sender.hpp"
#include "support/manual_scheduler.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace belfry::test {

/// Keeps the promises of the port on order, and can be told to fail.
class FakeOutboxStore final : public OutboxStore {
 public:
  /// An event of this user, or for everybody without one, due at once.
  OutboxId add(const std::string& user) {
    OutboxEntry entry;
    entry.id = ++last_;
    if (!user.empty()) {
      entry.user = UserId(user);
    }
    rows_.emplace(last_, Row{.entry = std::move(entry), .due = Instant(), .dead = false});
    return last_;
  }

  Task<Result<std::vector<OutboxEntry>>> due(Instant now, std::size_t limit) override {
    ++looks;
    if (failing) {
      co_return fail(ErrorCode::store_unavailable);
    }
    std::vector<OutboxEntry> found;
    for (const Row* head : heads()) {
      if (head->due <= now) {
        found.push_back(head->entry);
      }
    }
    found.resize(std::min(found.size(), limit));
    if (hold_due) {
      Task<void> held = wait_for_release();
      co_await std::move(held);
    }
    co_return found;
  }

  Task<Result<std::optional<Instant>>> next_due() override {
    std::optional<Instant> next;
    for (const Row* head : heads()) {
      next = next ? std::min(*next, head->due) : head->due;
    }
    co_return next;
  }

  Task<Result<void>> settle(std::vector<OutboxOutcome> outcomes) override {
    if (failing) {
      co_return fail(ErrorCode::store_unavailable);
    }
    batches.push_back(outcomes.size());
    for (OutboxOutcome& outcome : outcomes) {
      apply(std::move(outcome));
    }
    co_return Result<void>();
  }

  Task<Result<std::vector<OutboxEntry>>> dead(OutboxId after, std::size_t limit) override {
    std::vector<OutboxEntry> found;
    for (const auto& [id, row] : rows_) {
      if (row.dead && id > after && found.size() < limit) {
        found.push_back(row.entry);
      }
    }
    co_return found;
  }

  Task<Result<std::size_t>> retry(std::vector<OutboxId> ids) override {
    for (const OutboxId id : ids) {
      Row& row = rows_.at(id);
      row.dead = false;
      row.due = Instant();
      row.entry.attempts = 0;
    }
    co_return ids.size();
  }

  Task<Result<OutboxStatus>> outbox_status() override {
    OutboxStatus status;
    for (const auto& [id, row] : rows_) {
      ++(row.dead ? status.dead : status.waiting);
    }
    co_return status;
  }

  /// Answers the `due` that waits, as of when it was asked.
  void release_due() {
    hold_due = false;
    std::exchange(release_, nullptr)();
  }

  bool failing = false;
  bool hold_due = false;
  int looks = 0;
  std::vector<std::size_t> batches;  ///< the size of each settled one

 private:
  struct Row {
    OutboxEntry entry;
    Instant due;
    bool dead = false;
  };

  Task<void> wait_for_release() {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void()>(
        [this](auto handler) {
          release_ = [handler = std::move(handler)]() mutable {
            auto executor = boost::asio::get_associated_executor(handler);
            boost::asio::post(executor, [handler = std::move(handler)]() mutable { std::move(handler)(); });
          };
        },
        use_task);
  }

  /// The first that waits of each user.
  std::vector<const Row*> heads() const {
    std::vector<const Row*> found;
    std::set<std::string> met;
    for (const auto& [id, row] : rows_) {
      if (!row.dead && met.insert(row.entry.user.value_or(UserId()).str()).second) {
        found.push_back(&row);
      }
    }
    std::ranges::sort(found, {}, [](const Row* row) { return std::pair(row->due, row->entry.id); });
    return found;
  }

  void apply(OutboxOutcome outcome) {
    const auto found = rows_.find(outcome.id);
    if (found == rows_.end()) {
      return;
    }
    Row& row = found->second;
    ++row.entry.attempts;
    row.entry.last_error = std::move(outcome.error);
    switch (outcome.verdict) {
      case OutboxOutcome::Verdict::sent: rows_.erase(found); break;
      case OutboxOutcome::Verdict::again: row.due = outcome.next_attempt; break;
      case OutboxOutcome::Verdict::dead: row.dead = true; break;
    }
  }

  std::map<OutboxId, Row> rows_;
  std::move_only_function<void()> release_;
  OutboxId last_ = 0;
};

/// A receiver in the hands of the test: holds what it is sent until it is told the answer.
class FakeWebhooks final : public WebhookSender {
 public:
  Task<Result<WebhookAnswer>> send(OutboxEntry entry) override {
    begun.push_back(entry.id);
    Task<Result<WebhookAnswer>> answered = wait_for_answer(entry.id);
    co_return co_await std::move(answered);
  }

  void answer(OutboxId id, Result<WebhookAnswer> answer) {
    auto resume = std::move(waiting_.at(id));
    waiting_.erase(id);
    resume(std::move(answer));
  }
  void accept(OutboxId id) { answer(id, WebhookAnswer{}); }
  void refuse(OutboxId id) { answer(id, WebhookAnswer{.end = WebhookEnd::refused, .detail = "status 500"}); }

  std::vector<OutboxId> under_way() const {
    std::vector<OutboxId> ids;
    for (const auto& [id, resume] : waiting_) {
      ids.push_back(id);
    }
    return ids;
  }

  std::vector<OutboxId> begun;  ///< every attempt, in order

 private:
  Task<Result<WebhookAnswer>> wait_for_answer(OutboxId id) {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void(Result<WebhookAnswer>)>(
        [this, id](auto handler) {
          waiting_.emplace(id, [handler = std::move(handler)](Result<WebhookAnswer> answer) mutable {
            auto executor = boost::asio::get_associated_executor(handler);
            boost::asio::post(executor, [handler = std::move(handler), answer = std::move(answer)]() mutable {
              std::move(handler)(std::move(answer));
            });
          });
        },
        use_task);
  }

  std::map<OutboxId, std::move_only_function<void(Result<WebhookAnswer>)>> waiting_;
};

}  // namespace belfry::test

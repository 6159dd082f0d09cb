#pragma once

#include "contract/store_contract.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace belfry::test {

/// A user about whom there is something of every kind.
class PrivacyContract : public StoreContract {
 protected:
  std::vector<ExportRecord> export_all(const UserId& user, std::size_t limit = 100) {
    std::vector<ExportRecord> all;
    ExportPosition position;
    for (int pages = 0; pages < 1'000; ++pages) {
      auto page = run_task(stores->privacy().export_user(user, position, limit)).value();
      EXPECT_LE(page.records.size(), limit);
      std::ranges::move(page.records, std::back_inserter(all));
      if (!page.next) {
        return all;
      }
      position = *page.next;
    }
    ADD_FAILURE() << "the export never ends";
    return all;
  }

  /// How many steps it took.
  int erase_all(const UserId& user, std::size_t batch = 100) {
    for (int steps = 1; steps < 1'000; ++steps) {
      if (!run_task(stores->privacy().erase_user(user, batch)).value().more) {
        return steps;
      }
    }
    ADD_FAILURE() << "erasing never ends";
    return 0;
  }

  template <class T>
  static std::vector<T> only(const std::vector<ExportRecord>& records) {
    std::vector<T> found;
    for (const ExportRecord& record : records) {
      if (const T* one = std::get_if<T>(&record)) {
        found.push_back(*one);
      }
    }
    return found;
  }

  /// An inbox of four of which one is read, a removed one, an announcement read and one removed, preferences,
  /// subscriptions, a suppressed one, a dedupe key, events that wait and a dead one, two jobs, revoked tokens.
  void fill(const UserId& user) {
    announced_read = announce("read by some");
    announced_removed = announce("removed by some");
    settle_everything();
    publish_many(user, 2);
    ASSERT_TRUE(append(deduped("key", {user}, "deduped")));
    ASSERT_TRUE(remove(user, publish(user, "removed")));
    ASSERT_TRUE(read(user, publish(user, "read")));
    ASSERT_TRUE(read(user, announced_read));
    ASSERT_TRUE(remove(user, announced_removed));
    ASSERT_TRUE(patch(user, switching_type("quota_warning", Kind::in_app, false)));
    suppressed = append(command(of_type("quota_warning"), {user}))->id;
    subscribe(user, {"news", "alerts"});
    const OutboxId first = run_task(stores->outbox().due(clock.now(), 1)).value().at(0).id;
    ASSERT_TRUE(run_task(stores->outbox().settle(
        {{.id = first, .verdict = OutboxOutcome::Verdict::dead, .next_attempt = {}, .error = "status 400"}})));
    for (const char* name : {"running", "ended"}) {
      ASSERT_TRUE(run_task(stores->jobs().create(job_of(user, name))));
    }
    ASSERT_TRUE(run_task(stores->tokens().revoke_all(user, clock.now())));
  }

  Job job_of(const UserId& user, const std::string& name) const {
    Job job;
    job.id = JobId("job_" + user.str() + "_" + name);
    job.user = user;
    job.title = name;
    job.created_at = clock.now();
    job.updated_at = clock.now();
    if (name == "ended") {
      job.status = JobStatus::cancelled;
      job.ended_at = clock.now();
    }
    return job;
  }

  void settle_everything() {
    for (auto due = entries_due(); !due.empty(); due = entries_due()) {
      for (const OutboxEntry& entry : due) {
        ASSERT_TRUE(run_task(stores->outbox().settle(
            {{.id = entry.id, .verdict = OutboxOutcome::Verdict::sent, .next_attempt = {}, .error = {}}})));
      }
    }
  }
  std::vector<OutboxEntry> entries_due() { return run_task(stores->outbox().due(clock.now(), 100)).value(); }
  OutboxStatus outbox_status() { return run_task(stores->outbox().outbox_status()).value(); }

  NotificationId announced_read;
  NotificationId announced_removed;
  NotificationId suppressed;
};

}  // namespace belfry::test

#pragma once

#include "contract/notification_store_contract.hpp"

#include <string>
#include <utility>
#include <vector>

namespace belfry::test {

/// Jobs of Ada's, and what a store says of them.
class JobContract : public NotificationStoreContract {
 protected:
  /// One that waits, created now.
  Job job(const std::string& id, const std::string& user = "ada") const {
    Job made;
    made.id = JobId("job_20260125_" + id);
    made.user = UserId(user);
    made.kind = "import";
    made.title = "Parts";
    made.correlation_id = "req_1";
    made.created_at = clock.now();
    made.updated_at = clock.now();
    return made;
  }
  Job ended(Job one, JobStatus how = JobStatus::completed) const {
    one.status = how;
    one.progress = 100;
    one.updated_at = clock.now();
    one.ended_at = clock.now();
    return one;
  }
  /// One in which no member has the value it has by default.
  Job full(const std::string& id) const {
    Job made = job(id);
    made.title = "Größe 10 µm, „✂ Schnitt“ 🛠";
    made.stages = {{.name = "parse \"it\"", .weight = 0.1}, {.name = "ståre", .weight = 1.0 / 3.0}};
    made.file_name = "teile\n\\1.csv";
    made.status = JobStatus::failed;
    made.stage = "ståre";
    made.progress = 100.0 * 2.0 / 3.0;
    made.stage_progress = 0.30000000000000004;
    made.message = "Zeile 7 – läuft";
    made.current_row = 0;
    made.total_rows = 9'007'199'254'740'993;  // no double
    made.seconds_remaining = 1e-9;
    made.results = R"({"größe":1.5})";
    made.error = JobError{.code = "DISK_FULL", .message = "kein Platz", .details = R"(["é",null])"};
    made.updated_at = clock.now() + std::chrono::milliseconds(1);
    made.ended_at = clock.now() + std::chrono::milliseconds(2);
    return made;
  }

  JobStore& job_store() { return stores->jobs(); }
  Result<void> create(Job one) { return run_task(job_store().create(std::move(one))); }
  Result<void> save(Job one, std::optional<PublishCommand> end = std::nullopt) {
    return run_task(job_store().save(std::move(one), std::move(end)));
  }
  Result<void> save_progress(std::vector<Job> many) { return run_task(job_store().save_progress(std::move(many))); }
  Result<Job> kept(const JobId& id) { return run_task(job_store().job(id)); }
  JobPage page(const UserId& user, JobQuery query = {}) {
    return run_task(job_store().jobs(user, std::move(query))).value();
  }
  std::size_t purge(Instant floor, std::size_t limit = 100) {
    return run_task(job_store().purge_jobs(floor, limit)).value();
  }

  static std::vector<std::string> names(const JobPage& listed) {
    std::vector<std::string> all;
    for (const Job& one : listed.jobs) {
      all.push_back(one.id.str().substr(std::string("job_20260125_").size()));
    }
    return all;
  }
  /// All pages of this length, one after the other.
  std::vector<std::string> paged(const UserId& user, std::size_t limit, bool unfinished_only) {
    std::vector<std::string> all;
    JobQuery query{.limit = limit, .unfinished_only = unfinished_only};
    for (int pages = 0; pages < 1'000; ++pages) {
      const JobPage one = page(user, query);
      EXPECT_LE(one.jobs.size(), limit);
      for (std::string& name : names(one)) {
        all.push_back(std::move(name));
      }
      if (!one.next) {
        return all;
      }
      query.after = one.next;
    }
    ADD_FAILURE() << "the pages never end";
    return all;
  }

  using Names = std::vector<std::string>;
};

}  // namespace belfry::test

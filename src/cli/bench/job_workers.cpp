#include "cli/bench/job_workers.hpp"

#include <algorithm>
#include <utility>

namespace belfry::cli::bench {
namespace {

constexpr std::chrono::seconds kPatience(20);

}  // namespace

JobWorkers::JobWorkers(Poller& poller, Target& target, std::string key)
    : poller_(poller), target_(target), key_(std::move(key)) {}

Outcome<void> JobWorkers::open(const std::vector<std::string>& users) {
  for (const std::string& user : users) {
    auto dialled = target_.dial_and_wait();
    if (!dialled) {
      return refuse(dialled.error());
    }
    HttpLink::Owner& owner = *this;
    workers_.push_back({.link = std::make_unique<HttpLink>(poller_, owner, target_, std::move(*dialled))});
    workers_.back().link->send(create_job_request(target_.host(), key_, user), workers_.size() - 1);
  }
  const auto created = [this] {
    return std::ranges::none_of(workers_, &std::string::empty, &Worker::job);
  };
  const bool all = poller_.turn_until([&] { return created() || !refusal_.empty() || !loss_.empty(); }, kPatience);
  if (!refusal_.empty() || !loss_.empty()) {
    return refuse("a job was not created: " + (refusal_.empty() ? loss_ : refusal_));
  }
  return all ? Outcome<void>() : refuse("jobs are not created after 20 seconds");
}

std::vector<std::string> JobWorkers::jobs() const {
  std::vector<std::string> ids;
  for (const Worker& worker : workers_) {
    ids.push_back(worker.job);
  }
  return ids;
}

void JobWorkers::report(std::size_t worker, JobReportText text) {
  text.sequence = reports_.size();
  reports_.push_back(
      {.at = std::chrono::steady_clock::now(), .begins_stage = text.stage.has_value(), .worker = worker});
  workers_[worker].waiting.push_back(text);
  if (!workers_[worker].busy) {
    send_next(workers_[worker]);
  }
}

void JobWorkers::send_next(Worker& worker) {
  worker.busy = !worker.waiting.empty() && loss_.empty();
  if (worker.busy) {
    const JobReportText text = worker.waiting.front();
    worker.waiting.pop_front();
    worker.link->send(report_request(target_.host(), key_, worker.job, text), text.sequence);
  }
}

JobWorkers::Worker& JobWorkers::worker_of(const HttpLink& link) {
  return reports_.empty() ? workers_[link.tag()] : workers_[reports_[link.tag()].worker];
}

void JobWorkers::on_answer(HttpLink& link, const HttpAnswer& answer) {
  Worker& worker = worker_of(link);
  if (worker.job.empty()) {
    worker.job = answer.status == 201 ? job_id_of(answer.body) : "";
    refusal_ = worker.job.empty() ? explain(answer) : refusal_;
    return;
  }
  answers_.add(std::chrono::steady_clock::now() - reports_[link.tag()].at);
  if (answer.status == 202) {
    ++accepted_;
  } else if (refused_++ == 0) {
    refusal_ = explain(answer);
  }
  send_next(worker);
}

void JobWorkers::on_failed(HttpLink&, std::string why) {
  if (loss_.empty()) {
    loss_ = std::move(why);
  }
}

}  // namespace belfry::cli::bench

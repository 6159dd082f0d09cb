#include "runtime/group_lane.hpp"

#include "runtime/thread_name.hpp"

#include <boost/asio/post.hpp>

#include <sys/prctl.h>
#include <algorithm>
#include <chrono>

namespace belfry::runtime {
namespace {

using namespace std::chrono_literals;

// Callers who were answered together come back together, but the first of them within microseconds. A group that took
// only that one would spend a whole fsync on it while the others queue: so a lane that is coming off a large group
// waits a moment, for as long as more keep coming.
constexpr std::size_t kWorthGathering = 4;
constexpr auto kGatherStep = 40us;
constexpr int kGatherSteps = 6;

// How many coroutines one posted handler resumes before other events of the shard get their turn.
constexpr std::size_t kAnswersPerTurn = 128;

}  // namespace

GroupLane::GroupLane(Settings settings, GroupRunner& runner) : settings_(std::move(settings)), runner_(runner) {
  thread_ = std::thread([this] {
    name_this_thread(settings_.name);
    ::prctl(PR_SET_TIMERSLACK, 1000UL);  // nanoseconds: the default of 50 µs is longer than a gathering step
    work();
  });
}

GroupLane::~GroupLane() { stop(); }

void GroupLane::submit(std::unique_ptr<GroupJob> job) {
  bool wake = false;
  {
    const MutexLock lock(mutex_);
    if (stopping_) {
      job->refuse(Error(ErrorCode::draining));
    } else if (queue_.size() >= settings_.queue_limit) {
      job->refuse(Error(ErrorCode::overloaded));
    } else {
      queue_.push_back(std::move(job));
      wake = std::exchange(idle_, false);
    }
  }
  if (job != nullptr) {
    Group refused;
    refused.push_back(std::move(job));
    answer(std::move(refused));
  } else if (wake) {
    wake_.notify_one();
  }
}

std::size_t GroupLane::waiting() const {
  const MutexLock lock(mutex_);
  return queue_.size();
}

void GroupLane::let_gather() const {
  if (last_group_ < kWorthGathering) {
    return;
  }
  std::size_t before = waiting();
  for (int step = 0; step < kGatherSteps && before < last_group_; ++step) {
    std::this_thread::sleep_for(kGatherStep);
    const std::size_t now = waiting();
    if (now == before && now > 0) {
      return;
    }
    before = now;
  }
}

Group GroupLane::take() {
  let_gather();
  Group group;
  const MutexLock lock(mutex_);
  while (queue_.empty() && !stopping_) {
    idle_ = true;
    wake_.wait(mutex_);
  }
  std::size_t weight = 0;
  while (!queue_.empty() && (group.empty() || weight + queue_.front()->weight() <= settings_.group_limit)) {
    weight += queue_.front()->weight();
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return group;
}

void GroupLane::work() {
  for (Group group = take(); !group.empty(); group = take()) {
    last_group_ = group.size();
    runner_.run(group);
    answer(std::move(group));
    runner_.rest();
  }
}

void GroupLane::answer(Group group) {
  while (!group.empty()) {
    const Executor caller = group.front()->caller();
    // Held until `post` has returned: without it the caller's loop may end, and be destroyed, while `post` still rings.
    const auto guard = boost::asio::make_work_guard(caller);
    Group same;
    Group others;
    for (auto& job : group) {  // in order: one caller's answers keep theirs
      (job->caller() == caller ? same : others).push_back(std::move(job));
    }
    for (auto from = same.begin(); from != same.end();) {
      const auto count = std::min<std::ptrdiff_t>(same.end() - from, kAnswersPerTurn);
      Group together(std::make_move_iterator(from), std::make_move_iterator(from + count));
      boost::asio::post(caller, [together = std::move(together)]() mutable {
        for (auto& job : together) {
          job->answer();
          job.reset();
        }
      });
      from += count;
    }
    group = std::move(others);
  }
}

void GroupLane::stop() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

}  // namespace belfry::runtime

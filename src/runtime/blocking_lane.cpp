#include "runtime/blocking_lane.hpp"

#include "runtime/thread_name.hpp"

namespace belfry::runtime {

BlockingLane::BlockingLane(Settings settings) : settings_(std::move(settings)) {
  threads_.reserve(settings_.threads);
  for (std::size_t i = 0; i < settings_.threads; ++i) {
    threads_.emplace_back([this] {
      name_this_thread(settings_.name);
      work();
    });
  }
}

BlockingLane::~BlockingLane() { stop(); }

bool BlockingLane::post(std::move_only_function<void()> job) {
  bool accepted = true;
  enqueue([job = std::move(job), &accepted](Verdict verdict) mutable {
    // `accepted` is only touched while `enqueue` is still on the caller's stack: refusals are synchronous.
    if (verdict == Verdict::run) {
      job();
    } else {
      accepted = false;
    }
  });
  return accepted;
}

void BlockingLane::enqueue(Entry entry) {
  Verdict verdict = Verdict::run;
  {
    const MutexLock lock(mutex_);
    if (stopping_) {
      verdict = Verdict::stopped;
    } else if (queue_.size() >= settings_.queue_limit) {
      verdict = Verdict::full;
    } else {
      queue_.push_back(std::move(entry));
    }
  }
  if (verdict == Verdict::run) {
    wake_.notify_one();
  } else {
    // NOLINTNEXTLINE(bugprone-use-after-move): it was moved into the queue only for the verdict `run`
    entry(verdict);
  }
}

void BlockingLane::work() {
  for (;;) {
    Entry entry;
    {
      const MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) {
        wake_.wait(mutex_);
      }
      if (queue_.empty()) {
        return;
      }
      entry = std::move(queue_.front());
      queue_.pop_front();
    }
    entry(Verdict::run);
  }
}

void BlockingLane::stop() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

}  // namespace belfry::runtime

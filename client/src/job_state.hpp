#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "clock.hpp"

namespace belfry::client {

class Sender;

/// What a job's handles and the client's thread share.
class JobState {
 public:
  JobState(std::shared_ptr<Sender> sender, bool watch_cancel) : sender(std::move(sender)), watch_cancel(watch_cancel) {}

  /// On the client's thread: the server's id, empty when the job could not be started.
  void started(std::string id);
  /// Takes no more calls; true: it did until now.
  bool close() { return !closed_.exchange(true); }
  /// The server takes no more calls: what is queued is not sent either.
  void end() {
    close();
    ended_ = true;
  }
  void set_cancelled() {
    end();
    cancelled_ = true;
  }

  bool closed() const { return closed_; }
  bool ended() const { return ended_; }
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

  /// Empty: it is not known yet, or there is none.
  std::string id() const;
  /// False: the server has not answered in time.
  bool wait_for_id(milliseconds longest) const;

  /// On the client's thread: whether its reports were not refused with this code before.
  bool is_news(const std::string& code) { return std::exchange(refused_with_, code) != code; }

  const std::shared_ptr<Sender> sender;
  const bool watch_cancel;

  /// Of the queue, under its lock: the stage of the latest report, when the last one was sent, and the number of the
  /// last call that progress must not overtake.
  struct Pace {
    std::string stage = {};
    bool any = false;
    Time next = {};
    std::uint64_t last_fixed = 0;
  };
  Pace pace;

 private:
  std::atomic<bool> closed_{false};
  std::atomic<bool> ended_{false};
  std::atomic<bool> cancelled_{false};
  mutable std::mutex mutex_;
  mutable std::condition_variable answered_;
  bool is_answered_ = false;
  std::string id_;
  std::optional<std::string> refused_with_;
};

}  // namespace belfry::client

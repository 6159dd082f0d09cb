#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "call.hpp"

namespace belfry::client {

/// Counts calls and tells the log of them. Safe on any thread.
class Journal {
 public:
  explicit Journal(std::function<void(const LogEntry&)> log);

  /// Counts the end of a call and logs it when it failed.
  void ended(const Call& call, const Outcome& outcome) noexcept;
  /// Before a repeat: one line for an outage, however many calls it hits.
  void repeats(const Call& call, const Answer& answer) noexcept;
  /// The server answered: the end of an outage.
  void answered() noexcept;
  /// The client's thread ends before its time.
  void stopped() noexcept;
  /// Of a call that was not even made.
  void ignored() noexcept { ++ignored_; }
  void log(const LogEntry& entry) const noexcept;

  ClientStats stats() const noexcept;

 private:
  void refused(const Call& call, const Outcome& outcome);

  std::function<void(const LogEntry&)> log_;
  std::atomic<bool> troubled_{false};
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::uint64_t> failed_{0};
  std::atomic<std::uint64_t> replaced_{0};
  std::atomic<std::uint64_t> ignored_{0};
  std::atomic<std::uint64_t> retried_{0};
};

/// A line about a call and what came back for it.
LogEntry entry_about(const Call& call, const Answer& answer, LogLevel level, std::string message);

}  // namespace belfry::client

#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>

#include "backoff.hpp"
#include "call.hpp"
#include "journal.hpp"
#include "transport.hpp"

namespace belfry::client {

/// Asks by long poll whether jobs were cancelled, each on a connection of its own, until they are over. Of the client's
/// thread.
class CancelWatch {
 public:
  CancelWatch(Transport& transport, Journal& journal, const ClientOptions& options);

  /// More than `kMost` jobs at a time are not watched; the log tells.
  void add(std::shared_ptr<JobState> job, Time now);
  /// True: the transfer was of a job that is watched.
  bool answered(Transport::Id id, const Answer& answer, Time now);
  /// Begins the polls that are due, and drops those of jobs that are over.
  void run(Time now);
  /// When to call `run`, beside whenever a job was closed.
  std::optional<Time> next() const;

  static constexpr std::size_t kMost = 100;

 private:
  struct Watched {
    Transport::Id poll = 0;  ///< 0: it waits for `due`
    Time begun = {};
    Time due = {};
    int failures = 0;
  };

  void begin(const JobState& job, Watched& watched, Time now);
  Time due_after(Watched& watched, const Answer& answer, Time now);

  Transport& transport_;
  Journal& journal_;
  Backoff backoff_;
  milliseconds request_timeout_;
  std::map<std::shared_ptr<JobState>, Watched> jobs_;
};

}  // namespace belfry::client

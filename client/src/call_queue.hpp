#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>

#include "call.hpp"

namespace belfry::client {

/// Calls in their order, at most `limit`. Of a job's progress only the latest report is kept: it takes the place of the
/// one that waits, but never overtakes a call that was made before it. Not synchronised.
class CallQueue {
 public:
  CallQueue(std::size_t limit, milliseconds progress_interval) : limit_(limit), interval_(progress_interval) {}

  /// True: `push` will find a place, if need be that of the oldest progress.
  bool has_room() const { return calls_.size() < limit_ || !progress_.empty(); }
  /// Needs room. Returns the progress that had to go for it.
  std::optional<Call> push(Call call);
  struct Pushed {
    std::optional<Call> dropped = {};  ///< the report that was replaced, or the new one when there is no place for it
    bool sooner = false;               ///< something is due earlier than before
  };
  Pushed push_progress(Call call, Time now);
  /// The first call that is due.
  std::optional<Call> take(Time now);
  /// When the next call will be due; nothing: none waits.
  std::optional<Time> next_due() const;

  /// A newer report waits: a repeat of `call`, which was taken before, would be stale.
  bool is_stale(const Call& call) const { return call.report && progress_.contains(call.job.get()); }
  /// What waits is due now, whatever the pace of reports.
  void hurry();
  bool empty() const { return calls_.empty(); }

 private:
  using Place = std::list<Call>::iterator;

  Call remove(Place place);
  Place append(Call call);
  Time due_of(const Call& call, Time now) const;

  std::size_t limit_;
  milliseconds interval_;
  std::uint64_t last_order_ = 0;
  std::list<Call> calls_;
  std::unordered_map<const JobState*, Place> progress_;
};

}  // namespace belfry::client

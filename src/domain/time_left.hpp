#pragma once

#include "base/time.hpp"

#include <optional>

namespace belfry {

/// How long a job will still take, from the progress that was seen (product 4.2): the rate is smoothed over about ten
/// seconds, and what is shown moves towards a new estimate instead of jumping to it. Never negative; unknown until
/// there has been progress for a second.
class TimeLeft {
 public:
  /// `progress` of the whole job, 0 .. 100, never falling; `at` never before the last call's.
  void observe(double progress, Instant at);

  /// Seconds from the last observation on; nothing while unknown.
  std::optional<double> seconds() const { return shown_; }

 private:
  void smooth(double raw, double elapsed);

  std::optional<Instant> started_;
  Instant last_at_;
  double first_progress_ = 0.0;
  double last_progress_ = 0.0;
  double rate_ = 0.0;  ///< progress a second; 0: unknown
  std::optional<double> shown_;
};

}  // namespace belfry

#include "domain/time_left.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace belfry {
namespace {

constexpr double kLeastSeconds = 1.0;     // of observation before anything is said
constexpr double kRateMemory = 10.0;      // seconds after which an old rate counts a third
constexpr double kDisplayMemory = 3.0;    // seconds in which what is shown follows the estimate
constexpr double kLongest = 30 * 86'400;  // beyond this nobody believes it: unknown

double seconds_between(Instant from, Instant to) { return std::chrono::duration<double>(to - from).count(); }

/// The share of the new in a mean that forgets with this time constant.
double weight_of(double elapsed, double memory) { return 1.0 - std::exp(-elapsed / memory); }

}  // namespace

void TimeLeft::observe(double progress, Instant at) {
  if (!started_) {
    started_ = at;
    last_at_ = at;
    first_progress_ = last_progress_ = progress;
    return;
  }
  const double elapsed = seconds_between(last_at_, at);
  const double observed = seconds_between(*started_, at);
  if (elapsed <= 0.0 || observed < kLeastSeconds) {
    return;  // what comes in between counts with the next
  }
  const double overall = (progress - first_progress_) / observed;
  const double recent = std::max(progress - last_progress_, 0.0) / elapsed;
  // A young job has no past worth remembering: its mean so far is the best there is.
  rate_ = rate_ == 0.0 ? overall : rate_ + (recent - rate_) * weight_of(elapsed, kRateMemory);
  last_at_ = at;
  last_progress_ = progress;
  if (progress >= 100.0) {
    shown_ = 0.0;
  } else if (rate_ > 0.0 && (100.0 - progress) / rate_ < kLongest) {
    smooth((100.0 - progress) / rate_, elapsed);
  } else if (rate_ <= 0.0) {
    shown_.reset();
  }
}

void TimeLeft::smooth(double raw, double elapsed) {
  if (!shown_) {
    shown_ = raw;
    return;
  }
  const double counted_down = std::max(*shown_ - elapsed, 0.0);
  shown_ = std::max(counted_down + (raw - counted_down) * weight_of(elapsed, kDisplayMemory), 0.0);
}

}  // namespace belfry

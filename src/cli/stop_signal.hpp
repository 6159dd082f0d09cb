#pragma once

#include "cli/descriptor.hpp"
#include "cli/transport.hpp"

#include <chrono>

namespace belfry::cli {

/// Turns Ctrl-C and SIGTERM into something that a wait can watch. One at a time, in a program without other threads.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  Wake wake() const { return {descriptor_.number()}; }
  bool raised() const;
  /// False when a signal ended it.
  bool sleep_until(Deadline deadline) const;

 private:
  Descriptor descriptor_;
};

}  // namespace belfry::cli

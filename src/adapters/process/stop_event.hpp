#pragma once

namespace belfry::process {

/// Wakes whoever polls its descriptor, from then on for good.
class StopEvent {
 public:
  /// Throws std::system_error when the kernel gives no descriptor.
  StopEvent();
  ~StopEvent();
  StopEvent(const StopEvent&) = delete;
  StopEvent& operator=(const StopEvent&) = delete;

  /// Any thread; idempotent.
  void set() const;

  /// Readable once it is set.
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

}  // namespace belfry::process

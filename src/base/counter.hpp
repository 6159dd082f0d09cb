#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace belfry {

/// A count with one writing thread and any number of readers: a plain add, no bus lock.
class Counter {
 public:
  void add(std::uint64_t n = 1) { value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed); }
  void subtract(std::uint64_t n = 1) {
    value_.store(value_.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
  }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// Durations in fixed buckets, one writing thread.
class DurationHistogram {
 public:
  /// Upper bounds in microseconds; one more bucket holds what is longer.
  static constexpr std::array<std::uint64_t, 14> kBoundsMicros = {
      100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 5'000'000};

  void observe(std::uint64_t micros, std::uint64_t times = 1) {
    std::size_t bucket = 0;
    while (bucket < kBoundsMicros.size() && micros > kBoundsMicros[bucket]) {
      ++bucket;
    }
    buckets_[bucket].add(times);
    sum_micros_.add(micros * times);
  }

  /// Not cumulative; the last one has no bound.
  std::uint64_t bucket(std::size_t index) const { return buckets_[index].value(); }
  std::uint64_t sum_micros() const { return sum_micros_.value(); }

 private:
  std::array<Counter, kBoundsMicros.size() + 1> buckets_;
  Counter sum_micros_;
};

}  // namespace belfry

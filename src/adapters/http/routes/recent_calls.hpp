#pragma once

#include "base/thread_annotations.hpp"
#include "base/uuid.hpp"
#include "ports/user_event.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

namespace belfry::http {

/// The calls of the last minute, so that an SDK that saw no answer may try again without its message arriving twice: it
/// sends the same `amz-sdk-invocation-id` with every attempt of a call. Bounded; any thread.
class RecentCalls {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::seconds kMemory{60};
  /// Of one generation; two are kept. Under more calls than this a minute the memory is shorter.
  static constexpr std::size_t kCapacity = 65'536;

  struct Call {
    Uuid invocation;
    ConnectionKey connection = 0;

    friend bool operator==(const Call&, const Call&) = default;
  };

  /// False when the call was begun before and not forgotten since.
  bool begin(const Call& call, Time now);
  /// It came to nothing: another attempt is to be made in earnest.
  void forget(const Call& call);

 private:
  struct Hash {
    std::size_t operator()(const Call& call) const { return std::hash<Uuid>{}(call.invocation) ^ call.connection; }
  };
  using Calls = boost::unordered_flat_set<Call, Hash>;

  void age(Time now) BELFRY_REQUIRES(mutex_);

  Mutex mutex_;
  Calls young_ BELFRY_GUARDED_BY(mutex_);
  Calls old_ BELFRY_GUARDED_BY(mutex_);
  std::optional<Time> young_since_ BELFRY_GUARDED_BY(mutex_);
};

}  // namespace belfry::http

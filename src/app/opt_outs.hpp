#pragma once

#include "base/thread_annotations.hpp"
#include "domain/ids.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <span>
#include <unordered_set>

namespace belfry::app {

/// The users who switched in-app notifications off (product 2.7): asked at every handshake and every token, so it is
/// kept in memory on each node. Filled from the store at start, kept up by the events of changed preferences. Any
/// thread.
class OptOuts {
 public:
  enum class InApp : bool { off, on };

  void fill(std::span<const UserId> users);
  void note(const UserId& user, InApp in_app);
  bool contains(const UserId& user) const;
  std::size_t size() const { return size_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kStripes = 16;

  struct Stripe {
    mutable Mutex mutex;
    std::unordered_set<UserId> users BELFRY_GUARDED_BY(mutex);
  };

  static std::size_t stripe_of(const UserId& user) { return std::hash<UserId>{}(user) % kStripes; }

  std::atomic<std::size_t> size_{0};
  std::array<Stripe, kStripes> stripes_;
};

}  // namespace belfry::app

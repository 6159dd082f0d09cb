#pragma once

#include "base/result.hpp"
#include "base/thread_annotations.hpp"
#include "domain/ids.hpp"
#include "ports/user_event.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace belfry::app {

/// What happens to one connection more than a user may have (product 1.4).
enum class OverLimit : std::uint8_t { reject, evict_oldest };

/// The shard of a connection stands in the top bits of its key.
inline constexpr unsigned kShardShift = 56;
constexpr std::uint32_t shard_of(ConnectionKey key) { return static_cast<std::uint32_t>(key >> kShardShift); }
constexpr ConnectionKey make_key(std::uint32_t shard, std::uint64_t number) {
  return (static_cast<ConnectionKey>(shard) << kShardShift) | number;
}

/// Where each user's connections are, and how many. Striped by user; any thread.
///
/// A connection is first `reserve`d (it counts, nothing is delivered), then its shard is `attach`ed, and in the end it
/// is `release`d, and its shard `detach`ed when it was the user's last one there.
class ConnectionDirectory {
 public:
  struct Settings {
    std::uint64_t connections = 100'000;     ///< of this node; 0: no limit
    std::uint64_t connections_per_user = 5;  ///< 0: no limit
    OverLimit policy = OverLimit::reject;
  };

  explicit ConnectionDirectory(const Settings& settings) : settings_(settings) {}

  bool full() const;

  /// Counts the connection in. `server_full`, or `too_many_connections` under `reject`. Under `evict_oldest` the answer
  /// names the connection that has to go; it is released when it has gone, so the count may be over the limit
  /// meanwhile.
  Result<std::optional<ConnectionKey>> reserve(const UserId& user, ConnectionKey key);
  void release(const UserId& user, ConnectionKey key);

  void attach(const UserId& user, std::uint32_t shard);
  void detach(const UserId& user, std::uint32_t shard);

  /// A bit for every shard that has connections of the user.
  std::uint64_t shards_of(const UserId& user) const;

  std::uint64_t connections() const { return connections_.load(std::memory_order_relaxed); }
  std::uint64_t limit() const { return settings_.connections; }

  /// How many users have how many connections: for the histogram of the metrics.
  std::map<std::uint32_t, std::uint64_t> users_by_connections() const;

 private:
  struct Entry {
    std::uint64_t shards = 0;
    std::uint32_t connections = 0;
    std::unique_ptr<std::vector<ConnectionKey>> oldest_first;  // kept only under evict_oldest
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    std::size_t operator()(const UserId& user) const { return (*this)(user.view()); }
  };
  struct Stripe {
    mutable Mutex mutex;
    boost::unordered_flat_map<UserId, Entry, Hash> users BELFRY_GUARDED_BY(mutex);
  };

  static constexpr std::size_t kStripes = 64;

  Stripe& stripe_of(const UserId& user) { return stripes_[Hash{}(user) % kStripes]; }
  const Stripe& stripe_of(const UserId& user) const { return stripes_[Hash{}(user) % kStripes]; }
  bool keeps_order() const {
    return settings_.connections_per_user != 0 && settings_.policy == OverLimit::evict_oldest;
  }

  const Settings settings_;
  std::atomic<std::uint64_t> connections_{0};
  std::array<Stripe, kStripes> stripes_;
};

}  // namespace belfry::app

#include "app/connection_directory.hpp"

#include <algorithm>

namespace belfry::app {

bool ConnectionDirectory::full() const {
  return settings_.connections != 0 && connections_.load(std::memory_order_relaxed) >= settings_.connections;
}

Result<std::optional<ConnectionKey>> ConnectionDirectory::reserve(const UserId& user, ConnectionKey key) {
  const std::uint64_t before = connections_.fetch_add(1, std::memory_order_relaxed);
  if (settings_.connections != 0 && before >= settings_.connections) {
    connections_.fetch_sub(1, std::memory_order_relaxed);
    return fail(ErrorCode::server_full);
  }
  Stripe& stripe = stripe_of(user);
  const MutexLock lock(stripe.mutex);
  Entry& entry = stripe.users[user];
  std::optional<ConnectionKey> evicted;
  const bool named = !user.view().empty();  // those of handlers are nobody's, and not limited by user
  if (named && settings_.connections_per_user != 0 && entry.connections >= settings_.connections_per_user) {
    if (settings_.policy == OverLimit::reject) {
      connections_.fetch_sub(1, std::memory_order_relaxed);
      return fail(ErrorCode::too_many_connections);
    }
    evicted = entry.oldest_first->front();
    // Named once: the next newcomer names the next oldest, even if this one takes its time to go.
    entry.oldest_first->erase(entry.oldest_first->begin());
  }
  ++entry.connections;
  if (named && keeps_order()) {
    if (entry.oldest_first == nullptr) {
      entry.oldest_first = std::make_unique<std::vector<ConnectionKey>>();
    }
    entry.oldest_first->push_back(key);
  }
  return evicted;
}

void ConnectionDirectory::release(const UserId& user, ConnectionKey key) {
  connections_.fetch_sub(1, std::memory_order_relaxed);
  Stripe& stripe = stripe_of(user);
  const MutexLock lock(stripe.mutex);
  const auto found = stripe.users.find(user);
  if (found == stripe.users.end()) {
    return;
  }
  Entry& entry = found->second;
  if (entry.oldest_first != nullptr) {
    std::erase(*entry.oldest_first, key);
  }
  if (--entry.connections == 0 && entry.shards == 0) {
    stripe.users.erase(found);
  }
}

void ConnectionDirectory::attach(const UserId& user, std::uint32_t shard) {
  Stripe& stripe = stripe_of(user);
  const MutexLock lock(stripe.mutex);
  stripe.users[user].shards |= std::uint64_t{1} << shard;
}

void ConnectionDirectory::detach(const UserId& user, std::uint32_t shard) {
  Stripe& stripe = stripe_of(user);
  const MutexLock lock(stripe.mutex);
  const auto found = stripe.users.find(user);
  if (found == stripe.users.end()) {
    return;
  }
  found->second.shards &= ~(std::uint64_t{1} << shard);
  if (found->second.connections == 0 && found->second.shards == 0) {
    stripe.users.erase(found);
  }
}

std::uint64_t ConnectionDirectory::shards_of(const UserId& user) const {
  const Stripe& stripe = stripe_of(user);
  const MutexLock lock(stripe.mutex);
  const auto found = stripe.users.find(user);
  return found == stripe.users.end() ? 0 : found->second.shards;
}

std::map<std::uint32_t, std::uint64_t> ConnectionDirectory::users_by_connections() const {
  std::map<std::uint32_t, std::uint64_t> counts;
  for (const Stripe& stripe : stripes_) {
    const MutexLock lock(stripe.mutex);
    for (const auto& [user, entry] : stripe.users) {
      if (!user.view().empty()) {
        ++counts[entry.connections];
      }
    }
  }
  return counts;
}

}  // namespace belfry::app

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::app {

/// `belfry_notifications_published_total{type}`: the types are known at start, so counting takes no lock. Any thread.
class PublishCounters {
 public:
  explicit PublishCounters(const std::vector<std::string>& types) {
    for (const std::string& type : types) {
      counts_.try_emplace(type, 0);
    }
  }

  void add(std::string_view type) {
    if (const auto found = counts_.find(type); found != counts_.end()) {
      found->second.fetch_add(1, std::memory_order_relaxed);
    }
  }

  const std::map<std::string, std::atomic<std::uint64_t>, std::less<>>& counts() const { return counts_; }

 private:
  std::map<std::string, std::atomic<std::uint64_t>, std::less<>> counts_;
};

}  // namespace belfry::app

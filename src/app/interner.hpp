#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace belfry::app {

/// Keeps one copy of strings that many connections share, such as the user agent. Shard-local.
class Interner {
 public:
  /// Give every pointer back by `release`; null for the empty string.
  const std::string* acquire(std::string_view text) {
    if (text.empty()) {
      return nullptr;
    }
    const auto entry = strings_.try_emplace(std::string(text), 0).first;
    ++entry->second;
    return &entry->first;
  }

  void release(const std::string* text) {
    if (text == nullptr) {
      return;
    }
    const auto entry = strings_.find(*text);
    if (--entry->second == 0) {
      strings_.erase(entry);
    }
  }

  std::size_t size() const { return strings_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> strings_;
};

}  // namespace belfry::app

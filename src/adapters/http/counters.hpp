#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace belfry::http {

/// What a server has done since it was made. Any thread.
struct Counters {
  std::atomic<std::uint32_t> connections{0};  ///< speaking HTTP now
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> refused{0};  ///< over the bound, or for want of a descriptor
  std::atomic<std::uint64_t> upgraded{0};
  std::array<std::atomic<std::uint64_t>, 6> answers{};  ///< by the status' first digit; see `answers_of`

  /// `status_class` 1 to 5.
  std::uint64_t answers_of(std::size_t status_class) const {
    return answers[status_class].load(std::memory_order_relaxed);
  }
  void count_answer(int status) {
    answers[static_cast<std::size_t>(status / 100) % answers.size()].fetch_add(1, std::memory_order_relaxed);
  }
};

}  // namespace belfry::http

#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace belfry::push {

/// Seconds since the loop was made.
using Tick = std::uint32_t;
inline constexpr Tick kNever = std::numeric_limits<Tick>::max();

/// When each slot wants to be looked at next, side by side in memory: a sweep over many thousand idle connections reads
/// four bytes of each and never touches the connections themselves.
class DueTable {
 public:
  void set(std::uint32_t slot, Tick due) {
    if (slot >= due_.size()) {
      due_.resize(slot + 1, kNever);
    }
    due_[slot] = due;
  }

  /// Not later than `due`.
  void lower(std::uint32_t slot, Tick due) { set(slot, slot < due_.size() ? std::min(due_[slot], due) : due); }

  /// Calls `visit(slot)` for each slot that is due and sets it to what that returns. `visit` may change the table.
  template <class Visit>
  void sweep(Tick now, Visit visit) {
    for (std::uint32_t slot = 0; slot < due_.size(); ++slot) {
      if (due_[slot] <= now && due_[slot] != kNever) {
        const Tick next = visit(slot);
        due_[slot] = next;
      }
    }
  }

 private:
  std::vector<Tick> due_;
};

}  // namespace belfry::push

#pragma once

#include "base/time.hpp"
#include "domain/ids.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace belfry::memory {

/// Everything up to a number, with the time at which each further part was added.
class Watermark {
 public:
  AnnouncementNumber number() const { return steps_.empty() ? 0 : steps_.back().first; }

  /// When this number was covered; nothing: it is not.
  std::optional<Instant> covered_at(AnnouncementNumber number) const {
    const auto step = std::ranges::find_if(steps_, [&](const auto& candidate) { return candidate.first >= number; });
    return step == steps_.end() ? std::nullopt : std::optional(step->second);
  }

  void raise(AnnouncementNumber number, Instant now) {
    if (number > this->number()) {
      steps_.emplace_back(number, now);
    }
  }

 private:
  std::vector<std::pair<AnnouncementNumber, Instant>> steps_;
};

/// What one user did with the announcements, by the numbers of their publishing: watermarks, and a sparse overlay for
/// single ones.
struct MemoryMarks {
  struct Mark {
    NotificationId id;
    std::optional<Instant> read_at;
    std::optional<Instant> removed_at;
  };

  Watermark read;
  Watermark seen;
  Watermark delivered;
  std::map<AnnouncementNumber, Mark> overlay;

  std::optional<Instant> read_at(AnnouncementNumber number) const {
    const auto mark = overlay.find(number);
    return mark != overlay.end() && mark->second.read_at ? mark->second.read_at : read.covered_at(number);
  }
  bool removed(AnnouncementNumber number) const {
    const auto mark = overlay.find(number);
    return mark != overlay.end() && mark->second.removed_at;
  }
};

}  // namespace belfry::memory

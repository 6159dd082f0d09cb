#pragma once

#include "adapters/sqlite/announcement_board.hpp"
#include "domain/notification_types.hpp"
#include "domain/preferences.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace belfry::sqlite {

/// How far a user is with the announcements, by the numbers of their publishing.
struct AnnouncementMarks {
  struct Mark {
    std::optional<Instant> read_at;
    std::optional<Instant> removed_at;
  };

  AnnouncementNumber read_up_to = 0;
  AnnouncementNumber seen_up_to = 0;
  AnnouncementNumber delivered_up_to = 0;
  std::uint64_t count = 0;  ///< rows of `single`, known before they are read
  std::map<AnnouncementNumber, Mark> single = {};

  const Mark* find(AnnouncementNumber published) const {
    const auto found = single.find(published);
    return found == single.end() ? nullptr : &found->second;
  }
  bool removed(AnnouncementNumber published) const {
    const Mark* mark = find(published);
    return mark != nullptr && mark->removed_at;
  }
  bool read(AnnouncementNumber published) const {
    const Mark* mark = find(published);
    return published <= read_up_to || (mark != nullptr && mark->read_at);
  }
};

/// The announcements as one user sees them. Refers to what it is made of.
struct AnnouncementView {
  const AnnouncementBoard& board;
  const AnnouncementMarks& marks;
  const Preferences* preferences;
  const MandatoryTypes& mandatory;

  /// The user's preferences let it through.
  bool wanted(const AnnouncementEntry& entry) const;
  /// It stands in the user's list.
  bool shown(const AnnouncementEntry& entry) const;
  std::uint64_t unread() const;
  std::uint64_t unseen() const;
};

/// Reads the marks of a user who has some; `marks.count` tells.
void read_single_marks(Database& database, std::int64_t user_no, AnnouncementMarks& marks);

/// When everything up to a number was read or delivered: kinds of announcement_steps.
enum class StepKind : std::uint8_t { read = 1, delivered = 2 };
std::optional<Instant> step_reaching(Database& database, std::int64_t user_no, StepKind kind,
                                     AnnouncementNumber published);

/// One announcement as an item of the user's list.
InboxItem announcement_item(Database& database, std::int64_t user_no, const AnnouncementMarks& marks,
                            const AnnouncementEntry& entry);

}  // namespace belfry::sqlite

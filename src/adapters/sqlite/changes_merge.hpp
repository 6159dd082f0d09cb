#pragma once

#include "adapters/sqlite/announcement_view.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace belfry::sqlite {

/// One announcement as a user is told of it, and where: nothing to tell when it is hidden, or came and went.
struct AnnouncementChange {
  AnnouncementNumber number = 0;
  std::optional<Change> change;
};

/// What happened to announcements after this number, by the number under which the user is told (ChangesPage).
std::vector<AnnouncementChange> announcements_after(const AnnouncementView& view, AnnouncementNumber after);

/// Fills the page with both, merged by time, at most `limit`; `own` holds no more than that, without a hole. `reached`
/// and `has_more` go by the page's state.
void merge_changes(std::vector<Change> own, std::vector<AnnouncementChange> announced, std::size_t limit,
                   ChangesPage& page);

}  // namespace belfry::sqlite

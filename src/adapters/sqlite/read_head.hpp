#pragma once

#include "adapters/sqlite/announcement_view.hpp"
#include "adapters/sqlite/read_rows.hpp"
#include "domain/cursor.hpp"
#include "domain/inbox.hpp"
#include "domain/preferences.hpp"

namespace belfry::sqlite {

/// The head of a user's log as readers see it; `no` is 0 for a user never heard of.
struct ReadHead {
  std::int64_t no = 0;
  Rev read_up_to = 0;
  Rev log_floor = 0;
  PreferencesPtr preferences;  ///< null: never changed
  BoardPtr board;
  AnnouncementMarks marks;
  InboxState state;

  AnnouncementView announcements(const MandatoryTypes& mandatory) const {
    return {.board = *board, .marks = marks, .preferences = preferences.get(), .mandatory = mandatory};
  }
};

/// What readers go by beside the rows: the life of the log, and the types that no preference hides.
struct ReadScope {
  Epoch epoch = 0;
  const MandatoryTypes& mandatory;
};

ReadHead read_head(Database& database, const ReadScope& scope, const UserId& user);

}  // namespace belfry::sqlite

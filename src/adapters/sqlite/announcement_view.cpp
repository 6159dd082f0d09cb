#include "adapters/sqlite/announcement_view.hpp"

#include "domain/decisions.hpp"

#include <algorithm>

namespace belfry::sqlite {
namespace {

constexpr Sql kMarks = "SELECT published, read_at, removed_at FROM announcement_marks WHERE user_no = ?1";

constexpr Sql kStep = R"(
  SELECT at FROM announcement_steps WHERE user_no = ?1 AND kind = ?2 AND up_to >= ?3 ORDER BY up_to LIMIT 1)";

}  // namespace

bool AnnouncementView::wanted(const AnnouncementEntry& entry) const {
  return preferences == nullptr || decide(preferences, entry.notification->type, mandatory, Instant{}).in_app();
}

bool AnnouncementView::shown(const AnnouncementEntry& entry) const {
  return entry.current && !marks.removed(entry.published) && wanted(entry);
}

std::uint64_t AnnouncementView::unread() const {
  const auto counts = [this](const AnnouncementEntry& entry) {
    return shown(entry) && !marks.read(entry.published);
  };
  return static_cast<std::uint64_t>(std::ranges::count_if(board.entries, counts));
}

std::uint64_t AnnouncementView::unseen() const {
  const auto counts = [this](const AnnouncementEntry& entry) {
    return entry.published > marks.seen_up_to && shown(entry);
  };
  return static_cast<std::uint64_t>(std::ranges::count_if(board.entries, counts));
}

void read_single_marks(Database& database, std::int64_t user_no, AnnouncementMarks& marks) {
  if (marks.count == 0) {
    return;
  }
  Query rows(database, kMarks, user_no);
  while (rows.next()) {
    marks.single[rows.count(0)] = {.read_at = rows.maybe_instant(1), .removed_at = rows.maybe_instant(2)};
  }
}

std::optional<Instant> step_reaching(Database& database, std::int64_t user_no, StepKind kind,
                                     AnnouncementNumber published) {
  Query rows(database, kStep, user_no, static_cast<int>(kind), published);
  return rows.next() ? std::optional(rows.instant(0)) : std::nullopt;
}

InboxItem announcement_item(Database& database, std::int64_t user_no, const AnnouncementMarks& marks,
                            const AnnouncementEntry& entry) {
  const AnnouncementNumber published = entry.published;
  const AnnouncementMarks::Mark* mark = marks.find(published);
  InboxItem item{.notification = entry.notification,
                 .rev = 0,
                 .read_at = mark != nullptr ? mark->read_at : std::nullopt,
                 .delivered_at = std::nullopt,
                 .announcement = published};
  if (!item.read_at && published <= marks.read_up_to) {
    item.read_at = step_reaching(database, user_no, StepKind::read, published);
  }
  if (published <= marks.delivered_up_to) {
    item.delivered_at = step_reaching(database, user_no, StepKind::delivered, published);
  }
  return item;
}

}  // namespace belfry::sqlite

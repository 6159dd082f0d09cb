#include "adapters/sqlite/changes_merge.hpp"
#include "adapters/sqlite/profile_rows.hpp"
#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/read_rows.hpp"

namespace belfry::sqlite {
namespace {

constexpr Sql kChanges = R"(
  SELECT c.rev, c.at, c.op, c.notification_id, c.up_to, c.replaces, c.announcement, )" BELFRY_NOTIFICATION_COLUMNS R"(
  FROM inbox_changes AS c LEFT JOIN notifications AS n ON c.op IN (1, 8) AND n.id = c.notification_id
  WHERE c.user_no = ?1 AND c.rev > ?2 ORDER BY c.rev LIMIT ?3)";
static_assert(static_cast<int>(ChangeOp::added) == 1 && static_cast<int>(ChangeOp::replaced) == 8);

Change change_at(const Query& rows) {
  Change change;
  change.rev = rows.count(0);
  change.at = rows.instant(1);
  change.op = static_cast<ChangeOp>(rows.integer(2));
  if (brings_notification(change.op)) {
    change.notification = notification_at(rows, 7);
    change.replaces = rows.null(5) ? std::nullopt : std::optional(rows.uuid(5));
  } else if (!rows.null(3)) {
    change.notification_id = rows.uuid(3);
  }
  change.up_to = rows.count(4);
  change.announcement = rows.count(6);
  return change;
}

}  // namespace

std::vector<Change> read_log(Database& database, std::int64_t user_no, Rev after, std::size_t limit) {
  std::vector<Change> changes;
  Query rows(database, kChanges, user_no, after, limit);
  while (rows.next()) {
    changes.push_back(change_at(rows));
  }
  return changes;
}

Result<ChangesPage> read_changes(Database& database, const ReadScope& scope, const UserId& user, const Cursor& since,
                                 std::size_t limit, std::size_t max_behind) {
  const Snapshot snapshot(database);
  const ReadHead head = read_head(database, scope, user);
  const InboxState& state = head.state;
  const bool known = since.epoch == scope.epoch && since.rev >= head.log_floor && since.rev <= state.rev &&
                     since.announcement >= head.board->floor && since.announcement <= state.announcement;
  if (!known) {
    return fail(ErrorCode::resync_required);
  }
  const std::uint64_t behind = (state.rev - since.rev) + (state.announcement - since.announcement);
  if (max_behind > 0 && behind > max_behind) {
    return fail(ErrorCode::resync_required);
  }
  ChangesPage page{
      .changes = {}, .reached = since, .has_more = false, .state = state, .profile = read_profile(database, head)};
  merge_changes(read_log(database, head.no, since.rev, limit),
                announcements_after(head.announcements(scope.mandatory), since.announcement), limit, page);
  return page;
}

}  // namespace belfry::sqlite

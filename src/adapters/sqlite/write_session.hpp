#pragma once

#include "adapters/sqlite/announcement_board.hpp"
#include "adapters/sqlite/announcement_view.hpp"
#include "adapters/sqlite/database.hpp"
#include "domain/decisions.hpp"
#include "domain/preferences.hpp"
#include "ports/clock.hpp"
#include "ports/store_policy.hpp"
#include "ports/user_event.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace belfry::sqlite {

/// A row of user_state as the writer knows it; its numbers are ahead of the table until `flush`. What the user wants to
/// hear stands in tables of its own, which are never behind.
struct UserRecord {
  std::int64_t no = 0;
  Rev rev = 0;
  std::uint64_t unread = 0;
  std::uint64_t unseen = 0;
  Rev seen_up_to = 0;
  Rev read_up_to = 0;
  PreferencesPtr preferences = {};  ///< null: never changed
  Rev preferences_changed_at = 0;
  std::optional<std::vector<std::string>> channels = std::nullopt;  ///< see WriteSession::channels_of
  AnnouncementMarks announcements = {};                             ///< the single marks: see WriteSession::marks_of
  bool marks_read = false;
  bool dirty = false;
};

/// What the commands of one transaction share: the connection, the users they touch and the events they cause. The
/// writer's thread only.
///
/// The writer is the only one that writes, so it may keep the heads of the users it has met and write each that changed
/// once a transaction, however many commands moved it. Whatever rolls back must be followed by `forget`.
class WriteSession {
 public:
  /// How many users are kept between transactions, about 10 MB, and how many names of channels and types with them.
  static constexpr std::size_t kMaxUsers = 50'000;
  static constexpr std::size_t kMaxNames = 500'000;

  /// `policy` outlives the session.
  WriteSession(Database& database, const Clock& clock, Epoch epoch, const StorePolicy& policy)
      : database_(database), clock_(clock), epoch_(epoch), policy_(policy) {}

  Database& db() { return database_; }
  Instant now() const { return clock_.now(); }
  Epoch epoch() const { return epoch_; }
  const StorePolicy& policy() const { return policy_; }

  /// Null for a user who never had anything. The pointer holds until the transaction ends.
  UserRecord* find_user(const UserId& user);
  /// Makes the user's row when there is none.
  UserRecord& user(const UserId& user);

  /// The channels that the user subscribes to, sorted: read once, then known.
  const std::vector<std::string>& channels_of(UserRecord& record);
  /// After the tables were changed.
  void set_channels(UserRecord& record, std::vector<std::string> channels);
  void set_preferences(UserRecord& record, PreferencesPtr preferences, Rev changed_at);

  /// How far the user is with the announcements, single marks included: read once, then known.
  AnnouncementMarks& marks_of(UserRecord& record);
  /// All announcements as this transaction sees them.
  const AnnouncementBoard& board();
  /// After the announcements were changed.
  void forget_board();

  /// After the counts of `record` were changed without a change in the log.
  void touch(UserRecord& record);
  /// Its row has been deleted: the next `user` makes another one. Pointers to the record end.
  void drop_user(const UserId& user);

  /// The state to answer; null is a user never heard of.
  InboxState state_of(UserRecord* record);

  /// Gives `change` the user's next rev and writes it to the log; the record's counts are already those that hold after
  /// it, and its preferences too. The event waits for the commit. `decisions` are those of a notification that comes.
  InboxState log(const UserId& user, UserRecord& record, Change change, std::optional<Origin> origin,
                 const Decisions& decisions = {});

  /// Writes the heads that moved. Call before a commit or the release of a savepoint.
  void flush();
  /// After a rollback: what is known of users may never have happened.
  void forget();

  /// The change of an announcement, already written: the event waits for the commit.
  void announce(Change change, std::optional<Origin> origin);

  /// What waits for the commit to be told.
  using PendingEvent = std::variant<std::shared_ptr<UserEvent>, std::shared_ptr<AnnouncementEvent>>;
  /// The events of this transaction in order. `resize` them back when a part of it is undone.
  std::vector<PendingEvent>& events() { return events_; }
  void begin();

 private:
  void forget_users();

  Database& database_;
  const Clock& clock_;
  const Epoch epoch_;
  const StorePolicy& policy_;
  std::unordered_map<UserId, UserRecord> users_;
  std::size_t names_ = 0;  // of channels and types within users_, at most
  std::vector<UserRecord*> dirty_;
  BoardPtr board_;  // null: not looked at since it changed
  std::vector<PendingEvent> events_;
};

}  // namespace belfry::sqlite

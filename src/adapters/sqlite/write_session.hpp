#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/clock.hpp"
#include "ports/store_policy.hpp"
#include "ports/user_event.hpp"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace belfry::sqlite {

/// A row of user_state as the writer knows it; ahead of the table until `flush`.
struct UserRecord {
  std::int64_t no = 0;
  Rev rev = 0;
  std::uint64_t unread = 0;
  std::uint64_t unseen = 0;
  Rev seen_up_to = 0;
  Rev read_up_to = 0;
  bool dirty = false;
};

/// What the commands of one transaction share: the connection, the users they touch and the events they cause. The
/// writer's thread only.
///
/// The writer is the only one that writes, so it may keep the heads of the users it has met and write each that changed
/// once a transaction, however many commands moved it. Whatever rolls back must be followed by `forget`.
class WriteSession {
 public:
  /// How many users are kept between transactions: about 10 MB.
  static constexpr std::size_t kMaxUsers = 50'000;

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

  /// After the counts of `record` were changed without a change in the log.
  void touch(UserRecord& record);
  /// Its row has been deleted: the next `user` makes another one. Pointers to the record end.
  void drop_user(const UserId& user);

  /// The state to answer; null is a user never heard of.
  InboxState state_of(const UserRecord* record) const;

  /// Gives `change` the user's next rev and writes it to the log; the record's counts are already those that hold after
  /// it. The event waits for the commit.
  InboxState log(const UserId& user, UserRecord& record, Change change, std::optional<Origin> origin);

  /// Writes the heads that moved. Call before a commit or the release of a savepoint.
  void flush();
  /// After a rollback: what is known of users may never have happened.
  void forget();

  /// The events of this transaction in order. `resize` them back when a part of it is undone.
  std::vector<std::shared_ptr<UserEvent>>& events() { return events_; }
  void begin();

 private:
  Database& database_;
  const Clock& clock_;
  const Epoch epoch_;
  const StorePolicy& policy_;
  std::unordered_map<UserId, UserRecord> users_;
  std::vector<UserRecord*> dirty_;
  std::vector<std::shared_ptr<UserEvent>> events_;
};

}  // namespace belfry::sqlite

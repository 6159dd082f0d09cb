#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/decisions.hpp"
#include "domain/inbox.hpp"
#include "domain/job.hpp"
#include "domain/preferences.hpp"
#include "ports/delivery_reports.hpp"
#include "ports/outbox_store.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace belfry {

/// What is kept about a user, one kind after the other in this order.
enum class ExportSection : std::uint8_t {
  account,        ///< one record: head of the log, counts, preferences, subscriptions
  inbox,          ///< notifications, by rev
  announcements,  ///< those that the user read or removed
  log,            ///< changes, by rev
  decisions,      ///< suppressed notifications
  keys,           ///< dedupe keys
  outbox,         ///< events that wait, and dead ones
  jobs,           ///< in the order of creation
};
inline constexpr ExportSection kLastExportSection = ExportSection::jobs;

struct ExportedAccount {
  InboxState state;
  Preferences preferences;
  std::vector<std::string> channels;
  std::optional<Instant> tokens_revoked_at;
};
struct ExportedMark {  ///< what the user did with an announcement
  NotificationId id;
  std::optional<Instant> read_at;
  std::optional<Instant> removed_at;
};
struct ExportedKey {
  std::string dedupe_key;
  NotificationId id;
  Instant at;
};

using ExportRecord =
    std::variant<ExportedAccount, InboxItem, ExportedMark, Change, UserDelivery, ExportedKey, OutboxEntry, Job>;

/// Where an export goes on: begin with the default, end when `ExportPage::next` is nothing.
struct ExportPosition {
  ExportSection section = ExportSection::account;
  std::uint64_t after = 0;  ///< rev, number or row of the last record told, by section
};

struct ExportPage {
  std::vector<ExportRecord> records;
  std::optional<ExportPosition> next;
};

struct EraseStep {
  bool more = false;  ///< call again
};

/// Everything that is kept about a user, to be had and to be gone (docs/protocol.md, "Privacy"). Callable from any
/// shard.
class PrivacyStore {
 public:
  virtual ~PrivacyStore() = default;

  /// A page of at most `limit` records. A user never heard of has an account of zeroes and nothing else.
  virtual Task<Result<ExportPage>> export_user(UserId user, ExportPosition position, std::size_t limit) = 0;

  /// Removes up to `batch` rows of the user in one transaction, the account last, so that what was begun can always be
  /// finished by asking again. When there is no more, nothing of the user is left: log, subscriptions, keys, decisions,
  /// outbox and jobs included. Old cursors are then beyond the head. What was published to others stays.
  virtual Task<Result<EraseStep>> erase_user(UserId user, std::size_t batch) = 0;
};

}  // namespace belfry

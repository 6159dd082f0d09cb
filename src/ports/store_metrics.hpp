#pragma once

#include "base/counter.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>
#include <utility>

namespace belfry {

/// The `operation` label of `belfry_store_errors_total` and of the log line `store:error` (product 6.2, 6.3).
enum class StoreOperation : std::uint8_t {
  append,
  mark_read,
  mark_all_read,
  mark_seen,
  remove,
  mark_delivered,
  state,
  find,
  history,
  changes,
  welcome,
  upkeep,
  check,
  consume_token,
  revoke_tokens,
  forget_tokens,
  outbox_due,
  outbox_next_due,
  outbox_settle,
  outbox_dead,
  outbox_retry,
  outbox_status,
  delivery_report,
  export_user,
  erase_user,
  preferences,
  patch_preferences,
  users_without_in_app,
  channels,
  subscribe,
  unsubscribe,
  send_to_channel,
  fan_out,
  announce,
  edit_announcement,
  recall_announcement,
  create_job,
  save_job,
  save_job_progress,
  find_job,
  list_jobs,
  purge_jobs,
  commit,
  checkpoint,
};
inline constexpr std::size_t kStoreOperationCount = static_cast<std::size_t>(StoreOperation::checkpoint) + 1;

constexpr std::string_view name_of(StoreOperation operation) {
  switch (operation) {
    case StoreOperation::append: return "append";
    case StoreOperation::mark_read: return "mark_read";
    case StoreOperation::mark_all_read: return "mark_all_read";
    case StoreOperation::mark_seen: return "mark_seen";
    case StoreOperation::remove: return "remove";
    case StoreOperation::mark_delivered: return "mark_delivered";
    case StoreOperation::state: return "state";
    case StoreOperation::find: return "find";
    case StoreOperation::history: return "history";
    case StoreOperation::changes: return "changes";
    case StoreOperation::welcome: return "welcome";
    case StoreOperation::upkeep: return "upkeep";
    case StoreOperation::check: return "check";
    case StoreOperation::consume_token: return "consume_token";
    case StoreOperation::revoke_tokens: return "revoke_tokens";
    case StoreOperation::forget_tokens: return "forget_tokens";
    case StoreOperation::outbox_due: return "outbox_due";
    case StoreOperation::outbox_next_due: return "outbox_next_due";
    case StoreOperation::outbox_settle: return "outbox_settle";
    case StoreOperation::outbox_dead: return "outbox_dead";
    case StoreOperation::outbox_retry: return "outbox_retry";
    case StoreOperation::outbox_status: return "outbox_status";
    case StoreOperation::delivery_report: return "delivery_report";
    case StoreOperation::export_user: return "export_user";
    case StoreOperation::erase_user: return "erase_user";
    case StoreOperation::preferences: return "preferences";
    case StoreOperation::patch_preferences: return "patch_preferences";
    case StoreOperation::users_without_in_app: return "users_without_in_app";
    case StoreOperation::channels: return "channels";
    case StoreOperation::subscribe: return "subscribe";
    case StoreOperation::unsubscribe: return "unsubscribe";
    case StoreOperation::send_to_channel: return "send_to_channel";
    case StoreOperation::fan_out: return "fan_out";
    case StoreOperation::announce: return "announce";
    case StoreOperation::edit_announcement: return "edit_announcement";
    case StoreOperation::recall_announcement: return "recall_announcement";
    case StoreOperation::create_job: return "create_job";
    case StoreOperation::save_job: return "save_job";
    case StoreOperation::save_job_progress: return "save_job_progress";
    case StoreOperation::find_job: return "find_job";
    case StoreOperation::list_jobs: return "list_jobs";
    case StoreOperation::purge_jobs: return "purge_jobs";
    case StoreOperation::commit: return "commit";
    case StoreOperation::checkpoint: return "checkpoint";
  }
  std::unreachable();
}

/// What a store counts. Any thread may read; `errors` any thread may write, the others belong to the writer's thread.
struct StoreMetrics {
  std::array<std::atomic<std::uint64_t>, kStoreOperationCount> errors{};
  Counter groups;             ///< transactions that were committed; with `commands`: the mean size of a group
  Counter commands;           ///< commands in them
  DurationHistogram commits;  ///< how long COMMIT took, its fsync included

  void count_error(StoreOperation operation) {
    errors[static_cast<std::size_t>(operation)].fetch_add(1, std::memory_order_relaxed);
  }
  std::uint64_t errors_of(StoreOperation operation) const {
    return errors[static_cast<std::size_t>(operation)].load(std::memory_order_relaxed);
  }
};

}  // namespace belfry

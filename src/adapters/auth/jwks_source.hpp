#pragma once

#include "adapters/auth/key_set.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "base/thread_annotations.hpp"
#include "ports/clock.hpp"
#include "runtime/blocking_lane.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace belfry::auth {

struct JwksTiming {
  /// Keys older than this are fetched again beside the work; a failure keeps them.
  std::chrono::milliseconds refresh_interval = std::chrono::minutes(10);
  /// After a fetch that did not bring the wanted `kid`: made-up ids must not turn into requests.
  std::chrono::milliseconds pause_after_miss = std::chrono::seconds(30);
  /// After a fetch that failed; its error answers whoever needs one in the meantime.
  std::chrono::milliseconds pause_after_failure = std::chrono::seconds(5);
};

/// One issuer's key set, cached (product 1.2). At most one load is under way; whoever needs it waits for that one.
///
/// All members are callable from any thread; a waiting coroutine resumes on its own executor, so no shard may go while
/// its coroutines wait. Loads run on the lane. Destroying this waits for a load that is under way: the lane must be
/// there still, or stopped.
class JwksSource {
 public:
  /// Blocks; gives the text of the JWKS. Failures are `store_unavailable`.
  using Load = std::function<Result<std::string>()>;

  /// `name` is for the log.
  JwksSource(std::string name, Load load, SymmetricKeys symmetric, JwksTiming timing, const Clock& clock,
             runtime::BlockingLane& lane);
  ~JwksSource();
  JwksSource(const JwksSource&) = delete;
  JwksSource& operator=(const JwksSource&) = delete;

  /// Keys with this `kid` among them if they can be had: from the cache, else by a load unless a pause holds. Without
  /// `kid`, any set will do. A set that lacks the kid is an answer (the issuer does not know it); an error is
  /// `store_unavailable` or `overloaded` (we could not ask).
  Task<Result<KeySetPtr>> keys_with(std::optional<std::string> kid);

  /// Starts a load when the keys are due for one, and returns at once. Using the keys does it too; a periodic call
  /// makes sure that a withdrawn key goes even when nobody signs in.
  void refresh_if_due();

  /// Loads now, on the calling thread: for start-up.
  Result<void> load_now();

 private:
  using Waiter = std::move_only_function<void(Result<KeySetPtr>)>;
  using Steady = std::chrono::steady_clock::time_point;

  struct Waiting {
    std::optional<std::string> kid;
    Waiter resume;
  };

  /// What can be said without a load: keys or an error; nothing when a load must tell.
  std::optional<Result<KeySetPtr>> answer_now(const std::optional<std::string>& kid) BELFRY_REQUIRES(mutex_);
  Task<Result<KeySetPtr>> wait_for_load(std::optional<std::string> kid);
  void join_load(std::optional<std::string> kid, Waiter waiter);
  bool claim_refresh() BELFRY_REQUIRES(mutex_);
  void start_load();
  Result<KeySetPtr> load();
  std::vector<Waiting> keep(const Result<KeySetPtr>& loaded);
  void finish(Result<KeySetPtr> loaded);

  const std::string name_;
  const Load load_;
  const SymmetricKeys symmetric_;
  const JwksTiming timing_;
  const Clock& clock_;
  runtime::BlockingLane& lane_;

  Mutex mutex_;
  ConditionVariable load_ended_;
  KeySetPtr keys_ BELFRY_GUARDED_BY(mutex_);
  bool loading_ BELFRY_GUARDED_BY(mutex_) = false;
  std::vector<Waiting> waiting_ BELFRY_GUARDED_BY(mutex_);
  Steady loaded_at_ BELFRY_GUARDED_BY(mutex_);
  Steady paused_until_ BELFRY_GUARDED_BY(mutex_);
  std::optional<Error> last_failure_ BELFRY_GUARDED_BY(mutex_);
};

}  // namespace belfry::auth

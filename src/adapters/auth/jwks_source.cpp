#include "adapters/auth/jwks_source.hpp"

#include "base/log.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace belfry::auth {
namespace {

constexpr std::size_t kMaxWaiting = 4096;

std::uint32_t millis_until(std::chrono::steady_clock::time_point then, std::chrono::steady_clock::time_point now) {
  return static_cast<std::uint32_t>(std::chrono::ceil<std::chrono::milliseconds>(then - now).count());
}

}  // namespace

JwksSource::JwksSource(std::string name, Load load, SymmetricKeys symmetric, JwksTiming timing, const Clock& clock,
                       runtime::BlockingLane& lane)
    : name_(std::move(name)),
      load_(std::move(load)),
      symmetric_(symmetric),
      timing_(timing),
      clock_(clock),
      lane_(lane) {}

JwksSource::~JwksSource() {
  const MutexLock lock(mutex_);
  while (loading_) {
    load_ended_.wait(mutex_);
  }
}

Task<Result<KeySetPtr>> JwksSource::keys_with(std::optional<std::string> kid) {
  std::optional<Result<KeySetPtr>> known;
  bool refresh = false;
  {
    const MutexLock lock(mutex_);
    known = answer_now(kid);
    refresh = known && claim_refresh();
  }
  if (refresh) {
    start_load();
  }
  if (known) {
    co_return std::move(*known);
  }
  Task<Result<KeySetPtr>> wait = wait_for_load(std::move(kid));
  co_return co_await std::move(wait);
}

void JwksSource::refresh_if_due() {
  bool refresh = false;
  {
    const MutexLock lock(mutex_);
    refresh = claim_refresh();
  }
  if (refresh) {
    start_load();
  }
}

Result<void> JwksSource::load_now() {
  Result<KeySetPtr> loaded = load();
  finish(loaded);
  return loaded ? Result<void>() : Result<void>(fail(std::move(loaded.error())));
}

std::optional<Result<KeySetPtr>> JwksSource::answer_now(const std::optional<std::string>& kid) {
  if (keys_ != nullptr && keys_->knows(kid)) {
    return keys_;
  }
  const Steady now = clock_.steady_now();
  if (now >= paused_until_) {
    return std::nullopt;
  }
  if (!last_failure_) {
    return keys_;
  }
  Error error = *last_failure_;
  error.retry_after_ms = millis_until(paused_until_, now);
  return fail(std::move(error));
}

Task<Result<KeySetPtr>> JwksSource::wait_for_load(std::optional<std::string> kid) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void(Result<KeySetPtr>)>(
      [this](auto handler, std::optional<std::string> wanted) {
        auto executor = boost::asio::get_associated_executor(handler);
        // The guard keeps the shard's loop alive while the load is under way.
        auto guard = boost::asio::make_work_guard(executor);
        join_load(std::move(wanted), [handler = std::move(handler), guard = std::move(guard)](auto answer) mutable {
          auto executor_of_caller = guard.get_executor();
          boost::asio::post(executor_of_caller, [handler = std::move(handler), answer = std::move(answer)]() mutable {
            std::move(handler)(std::move(answer));
          });
          guard.reset();
        });
      },
      use_task, std::move(kid));
}

void JwksSource::join_load(std::optional<std::string> kid, Waiter waiter) {
  std::optional<Result<KeySetPtr>> known;
  bool start = false;
  {
    const MutexLock lock(mutex_);
    known = answer_now(kid);  // a load may have ended since the caller asked
    if (!known && waiting_.size() >= kMaxWaiting) {
      known = fail(ErrorCode::overloaded);
    }
    if (!known) {
      waiting_.push_back({std::move(kid), std::move(waiter)});
      start = !std::exchange(loading_, true);
    }
  }
  if (known) {
    // NOLINTNEXTLINE(bugprone-use-after-move): it was moved into the list only where nothing was known
    waiter(std::move(*known));
  } else if (start) {
    start_load();
  }
}

bool JwksSource::claim_refresh() {
  const Steady now = clock_.steady_now();
  const bool due = keys_ != nullptr && now - loaded_at_ >= timing_.refresh_interval && now >= paused_until_;
  return due && !std::exchange(loading_, true);
}

void JwksSource::start_load() {
  if (!lane_.post([this] { finish(load()); })) {
    finish(fail(Error::logged(ErrorCode::overloaded, "the lane takes no more jobs")));
  }
}

Result<KeySetPtr> JwksSource::load() {
  Result<std::string> text = load_();
  if (!text) {
    return fail(std::move(text.error()));
  }
  auto keys = KeySet::parse(*text, symmetric_);
  if (!keys) {
    return fail(Error::logged(ErrorCode::store_unavailable, "not a JWKS with a usable key"));
  }
  return std::make_shared<const KeySet>(std::move(*keys));
}

std::vector<JwksSource::Waiting> JwksSource::keep(const Result<KeySetPtr>& loaded) {
  const MutexLock lock(mutex_);
  const Steady now = clock_.steady_now();
  loading_ = false;
  load_ended_.notify_all();
  if (loaded) {
    keys_ = *loaded;
    loaded_at_ = now;
    last_failure_.reset();
    const auto missed = [this](const Waiting& waiting) BELFRY_REQUIRES(mutex_) {
      return !keys_->knows(waiting.kid);
    };
    if (std::ranges::any_of(waiting_, missed)) {
      paused_until_ = now + timing_.pause_after_miss;
    }
  } else if (loaded.error().code == ErrorCode::store_unavailable) {
    last_failure_ = loaded.error();
    paused_until_ = now + timing_.pause_after_failure;
  }
  return std::exchange(waiting_, {});
}

// Once `keep` has said that the load ended, the destructor may go on: nothing here may touch a member after it.
void JwksSource::finish(Result<KeySetPtr> loaded) {
  if (!loaded) {
    log::warning("auth:jwks_failed", {{"issuer", name_}, {"error", loaded.error().log_detail}});
  }
  for (Waiting& waiting : keep(loaded)) {
    waiting.resume(loaded);
  }
}

}  // namespace belfry::auth

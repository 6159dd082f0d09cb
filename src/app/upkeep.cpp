#include "app/upkeep.hpp"

#include "base/log.hpp"
#include "ports/store_metrics.hpp"

namespace belfry::app {
namespace {

constexpr std::chrono::hours kIdempotencyLife{24};
constexpr std::size_t kJobBatch = 500;

Instant floor_of(Instant now, std::chrono::hours kept) { return kept.count() == 0 ? Instant{} : now - kept; }

/// What a part of the upkeep came to is of no interest to the others: each goes on in the next sweep.
template <class T>
void report(StoreOperation operation, const Result<T>& result) {
  if (!result) {
    log::error("store:error", {{"operation", name_of(operation)}, {"error", result.error().log_detail}});
  }
}

}  // namespace

UpkeepLimits Upkeep::limits() const {
  const Instant now = clock_.now();
  return UpkeepLimits{.now = now,
                      .retention_floor = floor_of(now, settings_.retention),
                      .log_floor = floor_of(now, settings_.log),
                      .idempotency_floor = now - kIdempotencyLife};
}

void Upkeep::schedule(std::chrono::milliseconds delay) {
  scheduler_.after(delay, [this] { scheduler_.spawn(sweep(*this)); });
}

/// Whether there may be more.
Task<Result<bool>> Upkeep::purge_jobs() {
  if (settings_.jobs.count() == 0) {
    co_return false;
  }
  Task<Result<std::size_t>> asked = stores_.jobs.purge_jobs(floor_of(clock_.now(), settings_.jobs), kJobBatch);
  const auto purged = co_await std::move(asked);
  if (!purged) {
    co_return fail(purged.error());
  }
  co_return *purged == kJobBatch;
}

Task<void> Upkeep::sweep(Upkeep& self) {
  if (self.tick_) {
    self.tick_();
  }
  const auto swept = co_await self.stores_.notifications.upkeep(self.limits());
  report(StoreOperation::upkeep, swept);
  const auto forgotten = co_await self.stores_.tokens.forget_expired(self.clock_.now());
  report(StoreOperation::forget_tokens, forgotten);
  const auto more_jobs = co_await self.purge_jobs();
  report(StoreOperation::purge_jobs, more_jobs);
  const bool more = (swept && swept->more) || more_jobs.value_or(false);
  self.schedule(more ? std::chrono::milliseconds(1) : self.settings_.interval);
}

}  // namespace belfry::app

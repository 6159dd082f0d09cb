#include "app/upkeep.hpp"

#include "base/log.hpp"

namespace belfry::app {
namespace {

constexpr std::chrono::hours kIdempotencyLife{24};

Instant floor_of(Instant now, std::chrono::hours kept) { return kept.count() == 0 ? Instant{} : now - kept; }

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

Task<void> Upkeep::sweep(Upkeep& self) {
  if (self.tick_) {
    self.tick_();
  }
  const auto swept = co_await self.notifications_.upkeep(self.limits());
  const auto forgotten = co_await self.tokens_.forget_expired(self.clock_.now());
  if (!swept || !forgotten) {
    const Error& error = swept ? forgotten.error() : swept.error();
    log::error("store:error", {{"operation", "upkeep"}, {"error", error.log_detail}});
  }
  const bool more = swept && swept->more;
  self.schedule(more ? std::chrono::milliseconds(1) : self.settings_.interval);
}

}  // namespace belfry::app

#include "app/drain.hpp"

#include "base/random.hpp"

#include <algorithm>

namespace belfry::app {

void Drain::start() {
  waiting_.reserve(hub_.size());
  hub_.for_each([this](Session& session) { waiting_.push_back(session.record().key); });
  const auto count = static_cast<std::uint32_t>(waiting_.size());
  spread_ms_ = std::max<std::uint32_t>(1000, count * 1000 / kReturnsPerSecond);
  // Done a little before the window ends, so that the close handshakes fit in as well.
  const std::int64_t ticks = std::max<std::int64_t>(1, window_ * 8 / 10 / kTick);
  per_tick_ = std::max<std::size_t>(kLeastPerTick, waiting_.size() / static_cast<std::size_t>(ticks) + 1);
  tick();
}

std::uint32_t Drain::advice() const { return static_cast<std::uint32_t>(random_u64() % spread_ms_); }

void Drain::tick() {
  for (std::size_t i = 0; i < per_tick_ && !waiting_.empty(); ++i) {
    if (Session* session = hub_.find(waiting_.back())) {
      session->close_with_advice(CloseCode::going_away, "SERVER_SHUTDOWN", advice());
    }
    waiting_.pop_back();
  }
  if (!waiting_.empty()) {
    scheduler_.after(kTick, [this] { tick(); });
  }
}

}  // namespace belfry::app

#include "app/channel_fan_out.hpp"

#include "base/log.hpp"

#include <utility>

namespace belfry::app {

void ChannelFanOut::kick() {
  shards_.post_to(scheduler_.shard(), [this] { begin(); });
}

void ChannelFanOut::begin() {
  if (std::exchange(running_, true)) {
    again_ = true;
    return;
  }
  scheduler_.spawn(step(*this));
}

Task<void> ChannelFanOut::step(ChannelFanOut& self) {
  const auto done = co_await self.store_.fan_out(self.settings_.batch);
  if (!done) {
    log::error("store:error", {{"operation", "fan_out"}, {"error", done.error().log_detail}});
  }
  const bool more = !done || done->more || std::exchange(self.again_, false);
  if (!more) {
    self.running_ = false;
    co_return;
  }
  const auto delay = done ? self.settings_.pause : self.settings_.after_error;
  self.scheduler_.after(delay, [&self] { self.scheduler_.spawn(step(self)); });
}

}  // namespace belfry::app

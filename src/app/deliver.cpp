#include "app/deliver.hpp"

#include <bit>
#include <utility>

namespace belfry::app {

void Deliver::on_event(const UserEventPtr& event) {
  std::uint64_t shards = directory_.shards_of(event->user);
  if (shards == 0) {
    return;
  }
  const LiveEventPtr live = std::make_shared<LiveEvent>(event);
  while (shards != 0) {
    const auto shard = static_cast<std::uint32_t>(std::countr_zero(shards));
    shards &= shards - 1;
    Hub* hub = hubs_[shard];
    shards_.post_to(shard, [hub, live] { hub->deliver(live); });
  }
}

}  // namespace belfry::app

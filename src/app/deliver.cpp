#include "app/deliver.hpp"

#include "base/log.hpp"

#include <bit>
#include <utility>

namespace belfry::app {

void Deliver::on_event(const CommittedEvent& event) {
  if (const auto* personal = std::get_if<UserEventPtr>(&event)) {
    deliver(*personal);
  } else {
    announce(std::get<AnnouncementEventPtr>(event));
  }
}

void Deliver::announce(const AnnouncementEventPtr& event) {
  const LiveAnnouncementPtr live = std::make_shared<LiveAnnouncement>(event);
  for (std::uint32_t shard = 0; shard < hubs_.size(); ++shard) {
    Hub* hub = hubs_[shard];
    if (!shards_.offer_to(shard, [hub, live] { hub->announce(live); })) {
      let_read_on(shard);
    }
  }
}

void Deliver::deliver(const UserEventPtr& event) {
  if (event->preferences != nullptr) {
    // Before any shard hears of it: a handshake that is decided from now on is refused, an earlier one meets the event.
    const bool in_app = event->preferences->enabled[index_of(ChannelKind::in_app)];
    opt_outs_.note(event->user, in_app ? OptOuts::InApp::on : OptOuts::InApp::off);
  }
  std::uint64_t shards = directory_.shards_of(event->user);
  if (shards == 0) {
    return;
  }
  const LiveEventPtr live = std::make_shared<LiveEvent>(event);
  while (shards != 0) {
    const auto shard = static_cast<std::uint32_t>(std::countr_zero(shards));
    shards &= shards - 1;
    Hub* hub = hubs_[shard];
    if (!shards_.offer_to(shard, [hub, live] { hub->deliver(live); })) {
      let_read_on(shard);
    }
  }
}

void Deliver::let_read_on(std::uint32_t shard) {
  if (behind_[shard].exchange(true)) {
    return;
  }
  log::warning("shard:behind", {{"shard", shard}});
  shards_.post_to(shard, [this, shard] {
    behind_[shard].store(false);  // before it looks: what is dropped from now on asks again
    hubs_[shard]->read_on();
  });
}

}  // namespace belfry::app

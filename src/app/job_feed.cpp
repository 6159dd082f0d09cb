#include "app/job_feed.hpp"

#include "base/log.hpp"

#include <bit>
#include <memory>
#include <utility>

namespace belfry::app {

std::size_t JobFeed::tell(messages::JobMessage news) const {
  std::uint64_t shards = directory_.shards_of(news.job->user);
  if (shards == 0) {
    return 0;
  }
  std::size_t lost = 0;
  const LiveJobPtr live = std::make_shared<LiveJob>(std::move(news));
  for (; shards != 0; shards &= shards - 1) {
    const auto shard = static_cast<std::uint32_t>(std::countr_zero(shards));
    if (!shards_.offer_to(shard, [hub = hubs_[shard], live] { hub->tell(live); })) {
      ++lost;
      log::warning("job:not_told", {{"jobId", live->job().id.view()},
                                    {"news", name_of(live->message().news)},
                                    {"shard", shard},
                                    {"correlationId", live->job().correlation_id}});
    }
  }
  return lost;
}

}  // namespace belfry::app

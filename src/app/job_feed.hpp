#pragma once

#include "app/connection_directory.hpp"
#include "app/hub.hpp"
#include "ports/messages.hpp"
#include "ports/scheduler.hpp"

#include <cstddef>
#include <vector>

namespace belfry::app {

/// News of jobs on their way to the connections of their users, on whichever shards these are. Any thread.
class JobFeed {
 public:
  JobFeed(const ConnectionDirectory& directory, ShardDispatcher& shards, const std::vector<Hub*>& hubs)
      : directory_(directory), shards_(shards), hubs_(hubs) {}

  /// A shard that is too far behind to take anything hears nothing: the next update says more, and an end is in the
  /// user's inbox (product 4.5). Answers how many did not.
  std::size_t tell(messages::JobMessage news) const;

 private:
  const ConnectionDirectory& directory_;
  ShardDispatcher& shards_;
  const std::vector<Hub*>& hubs_;  ///< hubs_[i] lives on shard i
};

}  // namespace belfry::app

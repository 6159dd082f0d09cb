#pragma once

#include "app/jobs.hpp"
#include "support/one_shard.hpp"

#include <string>
#include <utility>
#include <vector>

namespace belfry::test {

/// The use cases of jobs over one shard's table: what it tells is kept, and passed on to whoever listens.
class JobsOfOneShard {
 public:
  JobsOfOneShard(Scheduler& scheduler, const Clock& clock, JobStore& store,
                 const app::JobTable::Settings& settings = {})
      : table(app::JobTable::Parts{.scheduler = scheduler,
                                   .clock = clock,
                                   .store = store,
                                   .metrics = metrics,
                                   .tell = [this](messages::JobMessage news) { return tell(std::move(news)); },
                                   .on_end =
                                       [this](std::string_view type) {
                                         ends.emplace_back(type);
                                       }},
              settings),
        jobs(app::Jobs::Parts{.dispatcher = dispatcher,
                              .shards = {{.scheduler = &scheduler, .table = &table}},
                              .store = store,
                              .clock = clock,
                              .stalled = settings.stalled}) {}

  OneShard dispatcher;
  std::vector<messages::JobMessage> told;
  std::vector<std::string> ends;  ///< types of the notifications that were written
  std::function<void(const messages::JobMessage&)> listener;
  app::ShardMetrics metrics;
  std::size_t not_reached = 0;  ///< shards that could not take the news
  app::JobTable table;
  app::Jobs jobs;

 private:
  std::size_t tell(messages::JobMessage news) {
    if (listener) {
      listener(news);
    }
    told.push_back(std::move(news));
    return not_reached;
  }
};

}  // namespace belfry::test

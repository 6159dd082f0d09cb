#pragma once

#include "ports/scheduler.hpp"

#include <cstdint>
#include <functional>
#include <utility>

namespace belfry::test {

/// The only shard there is, reached at once: what is posted runs within the call.
class OneShard final : public ShardDispatcher {
 public:
  std::uint32_t shard_count() const override { return 1; }
  void post_to(std::uint32_t, std::move_only_function<void()> job) override { job(); }
  bool offer_to(std::uint32_t, std::move_only_function<void()> job) override {
    job();
    return true;
  }
};

}  // namespace belfry::test

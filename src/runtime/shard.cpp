#include "runtime/shard.hpp"

#include "runtime/thread_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <stdexcept>

namespace belfry::runtime {

Shard::Shard(std::uint32_t index) : index_(index), work_(boost::asio::make_work_guard(context_)) {}

ShardSet::ShardSet(std::uint32_t count) {
  if (count == 0 || count > kMaxShards) {
    throw std::invalid_argument(fmt::format("a node has 1 to {} shards, not {}", kMaxShards, count));
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    shards_.push_back(std::make_unique<Shard>(i));
  }
}

ShardSet::~ShardSet() { stop(); }

Shard& ShardSet::least_loaded() {
  const auto lighter = [](const auto& a, const auto& b) {
    return a->load_.load(std::memory_order_relaxed) < b->load_.load(std::memory_order_relaxed);
  };
  return **std::min_element(shards_.begin(), shards_.end(), lighter);
}

void ShardSet::start() {
  for (auto& shard : shards_) {
    shard->thread_ = std::thread([raw = shard.get()] {
      name_this_thread(fmt::format("shard-{}", raw->index_));
      raw->context_.run();
    });
  }
}

void ShardSet::run_on(std::uint32_t index, std::move_only_function<void()> job) {
  std::promise<void> done;
  shards_[index]->post([&] {
    job();
    done.set_value();
  });
  done.get_future().wait();
}

void ShardSet::stop() {
  for (auto& shard : shards_) {
    shard->work_.reset();
    shard->context_.stop();
  }
  for (auto& shard : shards_) {
    if (shard->thread_.joinable()) {
      shard->thread_.join();
    }
  }
}

}  // namespace belfry::runtime

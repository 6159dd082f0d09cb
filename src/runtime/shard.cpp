#include "runtime/shard.hpp"

#include "runtime/thread_name.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <stdexcept>

namespace belfry::runtime {

Shard::Shard(std::uint32_t index) : index_(index), work_(boost::asio::make_work_guard(context_)) {}

void Shard::post(std::move_only_function<void()> job) { boost::asio::post(context_, std::move(job)); }

void Shard::after(std::chrono::milliseconds delay, std::move_only_function<void()> job) {
  auto timer = std::make_unique<boost::asio::steady_timer>(context_, delay);
  boost::asio::steady_timer& waiting = *timer;
  waiting.async_wait([timer = std::move(timer), job = std::move(job)](const boost::system::error_code& error) mutable {
    if (!error) {
      job();
    }
  });
}

void Shard::spawn(Task<void> task) {
  boost::asio::co_spawn(context_.get_executor(), std::move(task), [](const std::exception_ptr& thrown) {
    if (thrown) {
      std::rethrow_exception(thrown);  // a broken promise of whoever wrote the task: end the process with its message
    }
  });
}

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
  shards_[index]->mailbox().post([&] {
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

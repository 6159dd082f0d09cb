#pragma once

#include "base/task.hpp"
#include "base/thread_annotations.hpp"
#include "ports/scheduler.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace belfry::app {
namespace detail {

/// What shards have answered so far; the last of them resumes the caller on its own shard. Any thread.
template <class T>
class Gathering {
 public:
  using Finish = std::move_only_function<void(std::vector<T>)>;

  Gathering(std::size_t shards, Finish finish) : left_(shards), finish_(std::move(finish)) {}

  void add(T answer) {
    const MutexLock lock(mutex_);
    answers_.push_back(std::move(answer));
    if (--left_ == 0) {
      finish_(std::move(answers_));
    }
  }

 private:
  Mutex mutex_;
  std::size_t left_ BELFRY_GUARDED_BY(mutex_);
  std::vector<T> answers_ BELFRY_GUARDED_BY(mutex_);
  Finish finish_ BELFRY_GUARDED_BY(mutex_);
};

template <class T, class Handler>
typename Gathering<T>::Finish on_callers_shard(Handler handler) {
  // The guard keeps the shard's loop alive while the answers are on their way.
  auto guard = boost::asio::make_work_guard(boost::asio::get_associated_executor(handler));
  return [handler = std::move(handler), guard = std::move(guard)](std::vector<T> answers) mutable {
    auto executor = guard.get_executor();
    boost::asio::post(executor, [handler = std::move(handler), answers = std::move(answers)]() mutable {
      std::move(handler)(std::move(answers));
    });
    guard.reset();
  };
}

}  // namespace detail

/// How a shard answers: once, on its own thread, now or later.
template <class T>
using Reply = std::move_only_function<void(T)>;

/// Asks the shards named, at least one, and waits for all of them; `ask(shard, reply)` runs on each. The answers come
/// in no order.
template <class T>
Task<std::vector<T>> gather(ShardDispatcher& dispatcher, std::vector<std::uint32_t> shards,
                            std::function<void(std::uint32_t, Reply<T>)> ask) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void(std::vector<T>)>(
      [&dispatcher](auto handler, std::vector<std::uint32_t> asked,
                    std::function<void(std::uint32_t, Reply<T>)> question) {
        auto gathering =
            std::make_shared<detail::Gathering<T>>(asked.size(), detail::on_callers_shard<T>(std::move(handler)));
        for (const std::uint32_t shard : asked) {
          dispatcher.post_to(shard, [gathering, question, shard] {
            question(shard, [gathering](T answer) { gathering->add(std::move(answer)); });
          });
        }
      },
      use_task, std::move(shards), std::move(ask));
}

/// Every shard there is.
inline std::vector<std::uint32_t> all_shards(const ShardDispatcher& dispatcher) {
  std::vector<std::uint32_t> shards(dispatcher.shard_count());
  for (std::uint32_t i = 0; i < shards.size(); ++i) {
    shards[i] = i;
  }
  return shards;
}

}  // namespace belfry::app

#pragma once

#include "base/task.hpp"
#include "runtime/blocking_lane.hpp"

#include <boost/asio/co_spawn.hpp>

#include <future>
#include <optional>
#include <utility>

namespace belfry::auth {

/// Runs a coroutine to its end on a loop of its own.
template <class T>
T await(Task<T> task) {
  boost::asio::io_context context(1);
  std::optional<T> answer;
  boost::asio::co_spawn(context, std::move(task), [&answer](std::exception_ptr failure, T value) {
    if (failure) {
      std::rethrow_exception(failure);
    }
    answer = std::move(value);
  });
  context.run();
  return std::move(answer.value());
}

/// Waits until a lane of one thread has done what was queued.
inline void drain(runtime::BlockingLane& lane) {
  std::promise<void> done;
  if (lane.post([&done] { done.set_value(); })) {
    done.get_future().wait();
  }
}

}  // namespace belfry::auth

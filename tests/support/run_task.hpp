#pragma once

#include "base/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace belfry::test {

/// Runs a task on a loop of its own until it has answered.
template <class T>
T run_task(Task<T> task) {
  boost::asio::io_context context(1);
  std::optional<T> answer;
  boost::asio::co_spawn(context.get_executor(), std::move(task), [&](const std::exception_ptr& thrown, T value) {
    if (thrown) {
      std::rethrow_exception(thrown);
    }
    answer.emplace(std::move(value));
  });
  context.run();
  if (!answer) {
    throw std::runtime_error("the task was never answered");
  }
  return std::move(*answer);
}

/// Runs all of them at the same time on one loop.
inline void run_together(std::vector<Task<void>> tasks) {
  boost::asio::io_context context(1);
  for (Task<void>& task : tasks) {
    boost::asio::co_spawn(context.get_executor(), std::move(task), [](const std::exception_ptr& thrown) {
      if (thrown) {
        std::rethrow_exception(thrown);
      }
    });
  }
  context.run();
}

}  // namespace belfry::test

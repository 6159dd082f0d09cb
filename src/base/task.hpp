#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace belfry {

/// Every coroutine runs on a shard's own io_context. The typed executor keeps a waiting frame about 0.5 KB smaller than
/// `any_io_executor` would.
using Executor = boost::asio::io_context::executor_type;

template <class T>
using Task = boost::asio::awaitable<T, Executor>;

inline constexpr boost::asio::use_awaitable_t<Executor> use_task;

}  // namespace belfry

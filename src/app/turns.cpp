#include "app/turns.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

namespace belfry::app {

Task<void> Turns::wait() {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void()>(
      [this](auto handler) {
        auto guard = boost::asio::make_work_guard(boost::asio::get_associated_executor(handler));
        waiting_.push_back([handler = std::move(handler), guard = std::move(guard)]() mutable {
          auto executor = guard.get_executor();
          boost::asio::post(executor, std::move(handler));
          guard.reset();
        });
      },
      use_task);
}

Task<Result<Turns::Turn>> Turns::take() {
  if (busy_) {
    if (waiting_.size() >= max_waiting_) {
      co_return fail(ErrorCode::overloaded);
    }
    co_await wait();  // `pass_on` leaves `busy_` as it is, so that nobody comes in between
  }
  busy_ = true;
  co_return Turn(*this);
}

void Turns::pass_on() {
  if (waiting_.empty()) {
    busy_ = false;
    return;
  }
  auto next = std::move(waiting_.front());
  waiting_.pop_front();
  next();
}

void Turns::abandon() {
  // What is destroyed here may drop the turn's last holder, which asks for the next one.
  const auto waiting = std::exchange(waiting_, {});
}

}  // namespace belfry::app

#include "app/cancel_waiters.hpp"

#include <utility>

namespace belfry::app {

void CancelWaiters::add(Scheduler& scheduler, std::chrono::milliseconds wait, Answer answer) {
  if (waiting_->size() >= kMax) {
    return answer(fail(ErrorCode::overloaded));
  }
  const auto waiter = std::make_shared<Waiter>(Waiter{std::move(answer)});
  waiting_->push_back(waiter);
  scheduler.after(wait, [waiting = waiting_, waiter] {
    if (std::erase(*waiting, waiter) > 0) {
      waiter->answer(false);
    }
  });
}

void CancelWaiters::answer_all(bool cancelled) {
  for (const auto& waiter : std::exchange(*waiting_, {})) {
    waiter->answer(cancelled);
  }
}

}  // namespace belfry::app

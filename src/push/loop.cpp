#include "push/loop.hpp"

#include "push/loop_core.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace belfry::push {

/// The core and the one timer of the loop.
class Loop::Impl {
 public:
  Impl(boost::asio::io_context& context, const Settings& settings)
      : core(context, settings), start_(std::chrono::steady_clock::now()), timer_(context) {
    wait();
  }

  LoopCore core;

 private:
  void wait() {
    timer_.expires_after(std::chrono::seconds(1));
    timer_.async_wait([this, weak = std::weak_ptr<int>(alive_)](const boost::system::error_code& error) {
      if (weak.expired() || error) {
        return;
      }
      const auto elapsed = std::chrono::steady_clock::now() - start_;
      core.tick(static_cast<Tick>(std::chrono::duration_cast<std::chrono::seconds>(elapsed).count()));
      wait();
    });
  }

  const std::chrono::steady_clock::time_point start_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                    boost::asio::io_context::executor_type>
      timer_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

Loop::Loop(boost::asio::io_context& context, const Settings& settings)
    : impl_(std::make_unique<Impl>(context, settings)) {}

Loop::~Loop() = default;

Socket& Loop::adopt(Upgraded upgraded, SocketHandler& handler) {
  return impl_->core.adopt(std::move(upgraded), handler);
}

void Loop::flush() { impl_->core.flush(); }

const Counters& Loop::counters() const { return impl_->core.counters(); }

}  // namespace belfry::push

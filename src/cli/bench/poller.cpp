#include "cli/bench/poller.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace belfry::cli::bench {
namespace {

constexpr int kEventsPerTurn = 256;
constexpr std::size_t kBufferBytes = 256 * 1024;
constexpr std::chrono::nanoseconds kStep = std::chrono::milliseconds(10);

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(kBufferBytes) {
  if (!epoll_) {
    throw std::system_error(errno, std::generic_category(), "epoll_create1");
  }
}

void Poller::watch(int descriptor, Ready& ready, std::uint32_t events) {
  epoll_event event{.events = events, .data = {.ptr = &ready}};
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) != 0) {
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
  }
}

void Poller::change(int descriptor, Ready& ready, std::uint32_t events) {
  epoll_event event{.events = events, .data = {.ptr = &ready}};
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::turn(std::chrono::nanoseconds patience) {
  std::array<epoll_event, kEventsPerTurn> events;
  const auto nanos = std::max<std::int64_t>(patience.count(), 0);
  const timespec wait{.tv_sec = nanos / 1'000'000'000, .tv_nsec = nanos % 1'000'000'000};
  const int count = ::epoll_pwait2(epoll_.get(), events.data(), kEventsPerTurn, &wait, nullptr);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    static_cast<Ready*>(event.data.ptr)->on_ready(event.events);
  }
}

bool Poller::turn_until(const std::function<bool()>& done, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!done()) {
    if (std::chrono::steady_clock::now() >= deadline) {
      return false;
    }
    turn(kStep);
  }
  return true;
}

}  // namespace belfry::cli::bench

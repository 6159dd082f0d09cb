#include "push/loop_core.hpp"

#include <sys/epoll.h>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace belfry::push {

namespace {

constexpr int kEventsPerTurn = 64;
constexpr std::size_t kResumedPerTurn = 64;

/// A broadcast or a wave of pings to very many connections is written in chunks, with other events in between; so is
/// the end of very many connections at once.
constexpr std::size_t kWritesPerTurn = 256;
constexpr std::size_t kBurialsPerTurn = 256;

int make_epoll() {
  const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) {
    throw std::system_error(errno, std::generic_category(), "epoll_create1");
  }
  return descriptor;
}

}  // namespace

LoopCore::LoopCore(boost::asio::io_context& context, const Settings& settings)
    : context_(context), epoll_(context, make_epoll()), shared_(settings) {
  shared_.on_work = [this] {
    schedule_turn();
  };
  watch();
}

LoopCore::~LoopCore() {
  in_turn_ = true;  // nothing is scheduled any more
  for (std::uint32_t slot = 0; slot < connections_.slots(); ++slot) {
    if (Connection* connection = connections_.at(slot)) {
      connection->drop();
    }
  }
  bury_at_most(shared_.dead.size());
}

Socket& LoopCore::adopt(Upgraded upgraded, SocketHandler& handler) {
  const bool tls = upgraded.tls != nullptr;
  Connection& connection = connections_.emplace(shared_, upgraded, handler);
  ++shared_.counters.open;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.u64 = connection.handle().packed();
  if (::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, connection.descriptor(), &event) != 0) {
    connection.drop();
    return connection;
  }
  // TLS may hold bytes already read from the socket, which no edge will announce: even an empty entry makes it read.
  if (tls || !upgraded.early_bytes.empty()) {
    early_.emplace_back(connection.handle(), upgraded.early_bytes);
    schedule_turn();
  }
  return connection;
}

void LoopCore::watch() {
  using Descriptor = decltype(epoll_);
  epoll_.async_wait(Descriptor::wait_read,
                    [weak = std::weak_ptr<LoopCore*>(alive_)](const boost::system::error_code& error) {
                      const auto alive = weak.lock();
                      if (alive && !error) {
                        (*alive)->turn(Poll::yes);
                        (*alive)->watch();
                      }
                    });
}

void LoopCore::schedule_turn() {
  if (in_turn_ || turn_posted_) {
    return;
  }
  turn_posted_ = true;
  boost::asio::post(context_, [weak = std::weak_ptr<LoopCore*>(alive_)] {
    if (const auto alive = weak.lock()) {
      (*alive)->turn_posted_ = false;
      (*alive)->turn(Poll::no);
    }
  });
}

void LoopCore::turn(Poll poll) {
  in_turn_ = true;
  take_early();
  resume_unfinished();
  if (poll == Poll::yes) {
    poll_once();
  }
  flush_at_most(kWritesPerTurn);
  bury_at_most(kBurialsPerTurn);
  in_turn_ = false;
  schedule_what_is_left();
}

void LoopCore::schedule_what_is_left() {
  if (!early_.empty() || !shared_.unfinished.empty() || !shared_.dirty.empty() || !shared_.dead.empty()) {
    schedule_turn();
  }
}

void LoopCore::take_early() {
  auto early = std::exchange(early_, {});
  for (auto& [handle, bytes] : early) {
    if (Connection* connection = connections_.find(handle)) {
      if (!bytes.empty()) {
        connection->receive(bytes);
      }
      connection->resume();
    }
  }
}

/// Takes entries off the front; those that are added meanwhile stay for the next time.
template <class Visit>
void LoopCore::take(std::deque<Handle>& list, std::size_t at_most, Visit visit) {
  for (std::size_t left = std::min(at_most, list.size()); left > 0 && !list.empty(); --left) {
    const Handle handle = list.front();
    list.pop_front();
    if (Connection* connection = connections_.find(handle)) {
      visit(*connection);
    }
  }
}

void LoopCore::resume_unfinished() {
  take(shared_.unfinished, kResumedPerTurn, [](Connection& connection) { connection.resume(); });
}

void LoopCore::poll_once() {
  std::array<epoll_event, kEventsPerTurn> events;
  const int count = ::epoll_wait(epoll_.native_handle(), events.data(), kEventsPerTurn, 0);
  for (int i = 0; i < count; ++i) {
    if (Connection* connection = connections_.find(Handle::unpack(events[static_cast<std::size_t>(i)].data.u64))) {
      connection->on_events(events[static_cast<std::size_t>(i)].events);
    }
  }
}

void LoopCore::flush() { flush_at_most(shared_.dirty.size()); }

void LoopCore::flush_at_most(std::size_t connections) {
  take(shared_.dirty, connections, [](Connection& connection) { connection.flush(); });
}

void LoopCore::bury_at_most(std::size_t connections) {
  take(shared_.dead, connections, [this](Connection& connection) {
    --shared_.counters.open;
    connection.handler().on_closed(connection.close_code());
    connections_.erase(connection.handle());
  });
}

void LoopCore::tick(Tick now) {
  in_turn_ = true;
  shared_.now = now;
  shared_.due.sweep(now, [this](std::uint32_t slot) {
    Connection* connection = connections_.at(slot);
    return connection != nullptr ? connection->on_tick() : kNever;
  });
  in_turn_ = false;
  schedule_what_is_left();
}

}  // namespace belfry::push

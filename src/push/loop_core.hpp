#pragma once

#include "push/connection.hpp"
#include "push/loop.hpp"
#include "push/shared.hpp"
#include "push/slot_table.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace belfry::push {

/// The loop without its clock: `tick` is called from outside, so that a test can make time pass.
///
/// A turn is: bytes that came with the handshake, reads left over from the turn before, one `epoll_wait` of at most 64
/// events that does not wait, one write for each connection that has something to write, and last the end of
/// connections that died; of each a bounded number. It never goes on until nothing is left, which would starve the
/// other users of the io_context. What must be done and no edge will announce is taken up in a posted turn.
class LoopCore {
 public:
  LoopCore(boost::asio::io_context& context, const Settings& settings);
  ~LoopCore();
  LoopCore(const LoopCore&) = delete;
  LoopCore& operator=(const LoopCore&) = delete;

  Socket& adopt(Upgraded upgraded, SocketHandler& handler);
  void flush();
  const Counters& counters() const { return shared_.counters; }

  /// The time is now `now`: pings, silence, deadlines and close timeouts. Never goes back.
  void tick(Tick now);

 private:
  enum class Poll : std::uint8_t { no, yes };

  void watch();
  void schedule_turn();
  void schedule_what_is_left();
  void turn(Poll poll);
  void take_early();
  void resume_unfinished();
  void poll_once();
  void flush_at_most(std::size_t connections);
  void bury_at_most(std::size_t connections);
  template <class Visit>
  void take(std::deque<Handle>& list, std::size_t at_most, Visit visit);

  boost::asio::io_context& context_;
  boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type> epoll_;
  Shared shared_;
  SlotTable<Connection> connections_;
  std::vector<std::pair<Handle, std::string>> early_;
  bool in_turn_ = false;
  bool turn_posted_ = false;
  /// Handlers that the io_context still holds when the loop is gone find this expired.
  std::shared_ptr<LoopCore*> alive_ = std::make_shared<LoopCore*>(this);
};

}  // namespace belfry::push

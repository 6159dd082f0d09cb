#pragma once

#include "cli/bench/client_frames.hpp"
#include "cli/bench/poller.hpp"
#include "cli/bench/samples.hpp"
#include "cli/bench/target.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace belfry::cli::bench {

/// One WebSocket of the load client: opens, reads, answers pings. Lives in a Swarm, which it tells what happens.
class SocketClient final : public Ready {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    /// The first message, `connected`, is here: `took` from the call of connect() to the end of the handshake.
    virtual void on_greeted(SocketClient& client, std::chrono::steady_clock::duration took) = 0;
    virtual void on_message(SocketClient& client, std::string_view message, SteadyTime at) = 0;
    /// It will say nothing more. Not called for a client that is destroyed.
    virtual void on_lost(SocketClient& client, std::string why) = 0;
  };

  SocketClient(Poller& poller, Owner& owner, std::size_t index) : poller_(poller), owner_(owner), index_(index) {}

  /// Opens with this request. False, and `on_lost` was called, when the system refuses.
  bool open(Target& target, std::string request);

  std::size_t index() const { return index_; }

  void on_ready(std::uint32_t events) override;

 private:
  enum class Phase : std::uint8_t { connecting, upgrading, greeting, open, lost };

  void send_request();
  void read();
  bool take_upgrade(std::string_view& bytes, std::string& whole);
  void take_frame(Opcode opcode, std::string_view payload, SteadyTime now);
  void lose(std::string why);

  Poller& poller_;
  Owner& owner_;
  std::size_t index_;
  Descriptor descriptor_;
  std::string host_;
  std::string pending_;  ///< the request, then the beginning of its answer
  FrameScanner scanner_;
  SteadyTime began_;
  std::chrono::steady_clock::duration took_{};
  Phase phase_ = Phase::connecting;
};

}  // namespace belfry::cli::bench

#pragma once

#include "cli/bench/credentials.hpp"
#include "cli/bench/socket_client.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace belfry::cli::bench {

/// How a Swarm opens.
struct SwarmPlan {
  std::size_t connections = 0;
  std::size_t users = 1;    ///< connection i is user i modulo this
  std::string user_prefix;  ///< a user is `<prefix><number>`
  /// Connection i follows job i modulo their number, in the `jobs` dialect; none: the `notifications` dialect.
  std::vector<std::string> jobs = {};
  std::size_t at_once = 64;
  double rate = 0;  ///< connections a second; 0: as fast as `at_once` allows
};

/// Many open WebSockets in one Poller. One thread.
class Swarm final : private SocketClient::Owner {
 public:
  using OnMessage = std::function<void(std::string_view message, SteadyTime at)>;

  Swarm(Poller& poller, Target& target, const Credentials* credentials, SwarmPlan plan);
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  /// Opens all and waits for every `connected`; refuses with the first reason of a connection that was lost.
  Outcome<void> open();

  void on_message(OnMessage call) { call_ = std::move(call); }

  std::string user(std::size_t connection) const;
  std::size_t size() const { return plan_.connections; }
  /// Milliseconds from connect() to the end of the handshake.
  const Samples& handshakes() const { return handshakes_; }
  /// How long `open` took.
  std::chrono::duration<double> opening() const { return opening_; }
  /// Why the first connection that was lost went; empty when none was.
  const std::string& loss() const { return loss_; }

 private:
  void on_greeted(SocketClient& client, std::chrono::steady_clock::duration took) override;
  void on_message(SocketClient& client, std::string_view message, SteadyTime at) override;
  void on_lost(SocketClient& client, std::string why) override;

  bool may_open(SteadyTime now) const;
  void open_next();
  std::string request_of(std::size_t connection) const;

  Poller& poller_;
  Target& target_;
  const Credentials* credentials_;  ///< null: the peer asks for none
  SwarmPlan plan_;
  std::vector<std::unique_ptr<SocketClient>> clients_;
  OnMessage call_;
  Samples handshakes_;
  std::string loss_;
  SteadyTime began_;
  std::chrono::duration<double> opening_{};
  std::size_t greeted_ = 0;
};

}  // namespace belfry::cli::bench

#pragma once

#include "cli/backoff.hpp"
#include "cli/outcome.hpp"
#include "cli/stop_signal.hpp"
#include "cli/ws_client.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace belfry::cli {

enum class Acks : std::uint8_t { none, send };
enum class Reconnect : std::uint8_t { yes, no };
enum class Output : std::uint8_t { lines, json };

struct ListenSettings {
  config::HttpUrl url;
  std::string subprotocol;
  std::string since;  ///< a cursor; empty: none
  Acks acks = Acks::none;
  Reconnect reconnect = Reconnect::yes;
  Output output = Output::lines;
  std::uint64_t count = 0;  ///< ends after so many notifications; 0: never
  Deadline end = Deadline::max();
};

/// Listens for a user over one connection after the other until told to stop; comes back where it left off.
class ListenSession {
 public:
  /// A fresh token for each attempt.
  using MakeToken = std::function<Outcome<std::string>()>;

  ListenSession(ListenSettings settings, MakeToken make_token, const StopSignal& stop)
      : settings_(std::move(settings)), make_token_(std::move(make_token)), stop_(stop), cursor_(settings_.since) {}

  /// The exit code: 0 when stopped, after `count` or (without `count`) at the end of the time; 1 when the server
  /// refused for good or the time ran out before `count`.
  int run();

 private:
  /// The exit code, or nothing when another attempt is due.
  std::optional<int> attempt();
  std::optional<int> follow(WsClient& client);
  std::optional<int> after_refusal(const WsRefused& refused);
  std::optional<int> after_close(const WsClosed& closed);
  std::optional<int> again(std::string_view reason);
  int finish(WsClient& client, int code);
  int out_of_time() const;

  /// False when the message ends the session.
  bool handle(WsClient& client, const std::string& text);
  void remember(const boost::json::object& envelope);
  bool seen_before(const boost::json::object& payload);
  bool acknowledge(WsClient& client, const boost::json::object& payload);
  void wait_before_next();
  std::string target() const;

  const ListenSettings settings_;
  const MakeToken make_token_;
  const StopSignal& stop_;
  std::string cursor_;              ///< where the next attempt goes on; empty until something live has come
  std::set<std::string> replayed_;  ///< ids shown by a replay that may begin anew
  std::string head_;                ///< of the log, when the connection was opened
  std::uint64_t received_ = 0;
  std::chrono::seconds silence_{90};  ///< as the server's heartbeat allows
  std::optional<std::chrono::milliseconds> advised_wait_;
  Backoff backoff_;
};

}  // namespace belfry::cli

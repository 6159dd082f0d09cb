#pragma once

#include "cli/backoff.hpp"
#include "cli/inbox_position.hpp"
#include "cli/outcome.hpp"
#include "cli/stop_signal.hpp"
#include "cli/ws_client.hpp"
#include "domain/dialect_kind.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace belfry::cli {

enum class Acks : std::uint8_t { none, send };
enum class Reconnect : std::uint8_t { yes, no };
enum class Output : std::uint8_t { lines, json };

struct ListenSettings {
  config::HttpUrl url;
  DialectKind dialect = DialectKind::notifications;
  std::string since = {};  ///< a cursor of the `notifications` dialect; empty: none
  std::string job = "*";   ///< what is followed in the `jobs` dialect; `*`: all of the user's
  Acks acks = Acks::none;
  Reconnect reconnect = Reconnect::yes;
  Output output = Output::lines;
  std::uint64_t count = 0;  ///< ends after so many messages that count (listen_dialect.hpp); 0: never
  /// Without a word of the server, pings included, the connection is taken for dead; `connected` may say better.
  std::chrono::seconds silence{90};
  Deadline end = Deadline::max();
};

/// Listens for a user over one connection after the other until told to stop. With an inbox's cursor it comes back
/// where it left off; the other dialects begin anew.
class ListenSession {
 public:
  /// A fresh token for each attempt.
  using MakeToken = std::function<Outcome<std::string>()>;

  ListenSession(ListenSettings settings, MakeToken make_token, const StopSignal& stop);

  /// The exit code: 0 when stopped, after `count` or (without `count`) at the end of the time; 1 when the server
  /// refused for good, knows no such job, or the time ran out before `count`.
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

  /// The exit code when the message ends the session.
  std::optional<int> handle(WsClient& client, const std::string& text);
  /// Of `connected`, which begins every connection.
  void begin(WsClient& client, const boost::json::object& message);
  void acknowledge(WsClient& client, const boost::json::object& message);
  void send(WsClient& client, const std::string& text);
  void wait_before_next();
  std::string target() const;

  const ListenSettings settings_;
  const MakeToken make_token_;
  const StopSignal& stop_;
  InboxPosition position_;
  std::uint64_t received_ = 0;
  std::chrono::seconds silence_;
  std::optional<std::chrono::milliseconds> advised_wait_;
  Backoff backoff_;
};

}  // namespace belfry::cli

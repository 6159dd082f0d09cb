#pragma once

#include "app/catch_up.hpp"
#include "app/connection_record.hpp"
#include "app/shard_services.hpp"
#include "app/user_entry.hpp"
#include "ports/messages.hpp"
#include "ports/socket.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::app {

class Hub;

/// One open connection: what it has been sent, what it owes and what it may still say. Shard-local; owned by the Hub
/// until `on_closed`. A coroutine that reads the store for it holds a shared pointer and looks at `closed()`
/// afterwards; such a pointer may outlive the hub, so destruction touches nothing of the shard's.
class Session final : public SocketHandler, public std::enable_shared_from_this<Session> {
 public:
  enum class Acking : std::uint8_t { no, yes };
  enum class EndsBy : std::uint8_t { lifetime, token };

  struct Opening {
    UserId user;
    ConnectionRecord record;
    std::string user_agent;
    std::optional<Cursor> since;  ///< `?since=`
    Acking acking = Acking::no;   ///< `?ack=1`
    EndsBy ends_by = EndsBy::lifetime;
  };

  Session(Hub& hub, ShardServices& services, UserEntry& entry, Opening opening);

  /// The socket is there: greet and catch up. Once, before anything else.
  void start(Socket& socket);

  /// Brings what `advance` will touch closer: a fan-out to many is bound by memory.
  void prefetch() const { __builtin_prefetch(socket_); }

  /// Sends what the window has behind this session's position, if it is live. Returns the number of messages sent.
  std::size_t advance();

  /// Events may have been lost: looks into the store for what lies behind this session's position.
  void read_on();

  /// Every change up to here has been sent; nothing while it catches up, where the store is asked and not the window.
  std::optional<Rev> live_position() const {
    return catch_up_ == nullptr && !closed() ? std::optional(sent_) : std::nullopt;
  }

  /// Closes; `reason` is the `code` in the JSON reason of the close frame.
  void close(CloseCode code, std::string_view reason);
  /// Sends `reconnect` advice first (product 1.9).
  void close_with_advice(CloseCode code, std::string_view reason, std::uint32_t retry_after_ms);

  /// Sends again what has waited too long for an ack. False when nothing is left to wait for.
  bool repeat_unacked();

  const ConnectionRecord& record() const { return record_; }
  UserEntry& entry() { return entry_; }
  std::uint32_t index() const { return index_; }
  void set_index(std::uint32_t index) { index_ = index; }
  bool closed() const { return socket_ == nullptr; }

  void on_text(std::string_view message) override;
  void on_binary(std::string_view message) override;
  void on_heartbeat() override;
  void on_too_large() override;
  void on_drained() override;
  void on_deadline() override;
  void on_closed(CloseCode code) override;

 private:
  using SessionPtr = std::shared_ptr<Session>;

  // session.cpp
  const Dialect& dialect() const { return dialect_of(services_.dialects, record_.dialect); }
  bool greeted() const { return catch_up_ == nullptr || catch_up_->greeted; }
  void send(const messages::ServerMessage& message);
  void send_error(Error error, std::string reply_to);
  void note_sent(const NotificationPtr& notification, Rev rev);
  void count_delivered() { services_.metrics.messages_delivered[static_cast<std::size_t>(record_.dialect)].add(); }
  void deliver(UserEntry::Slot& slot);

  // session_catch_up.cpp
  void begin_catch_up(std::optional<Cursor> since);
  void load();
  void pump();
  bool pump_one();
  void greet(const InboxState& state);
  void resync(const InboxState& state);
  void go_live();
  void fail_catch_up(const Error& error);
  bool awaits(std::uint32_t serial) const { return catch_up_ != nullptr && catch_up_->serial == serial; }
  static Task<void> load_welcome(SessionPtr session, std::uint32_t serial);
  static Task<void> load_changes(SessionPtr session, std::uint32_t serial);
  void take_changes(Result<ChangesPage> page);

  // session_commands.cpp
  enum class Allowed : std::uint8_t { yes, no };
  void receive(messages::ClientMessage message);
  static void answer_early(SessionPtr session, const std::vector<messages::ClientMessage>& early);
  Allowed count_message(const messages::ClientMessage& message);
  void handle(const messages::ClientMessage& message);
  void handle_ack(const messages::Ack& ack);
  static Task<void> handle_read(SessionPtr session, UserId user, messages::Read read, std::string request_id);
  void refuse();

  Hub& hub_;
  ShardServices& services_;
  UserEntry& entry_;
  Socket* socket_ = nullptr;
  ConnectionRecord record_;
  std::unique_ptr<CatchUp> catch_up_;
  std::unique_ptr<AckTracker> unacked_;
  TokenBucket messages_;
  Rev sent_ = 0;                      ///< every change up to here has been sent or is known to the client
  std::int64_t refusal_told_ms_ = 0;  ///< steady clock, milliseconds
  std::uint32_t index_ = 0;           ///< in entry_.sessions
  std::uint32_t catch_ups_ = 0;       ///< begun so far
  std::uint32_t ack_credits_ = 0;     ///< acks and reads of what was sent here are not counted (product 1.7)
  std::uint32_t read_credits_ = 0;
  std::uint16_t refused_in_a_row_ = 0;
  Acking acking_;
  EndsBy ends_by_;
  CloseCode closing_with_ = CloseCode::no_status;
};

}  // namespace belfry::app

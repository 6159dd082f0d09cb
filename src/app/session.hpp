#pragma once

#include "app/catch_up.hpp"
#include "app/connection_record.hpp"
#include "app/gateway_link.hpp"
#include "app/live_announcement.hpp"
#include "app/live_job.hpp"
#include "app/shard_services.hpp"
#include "app/user_entry.hpp"
#include "ports/messages.hpp"
#include "ports/socket.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    std::string job = {};         ///< `?job_id=`: followed from the start
    EndsBy ends_by = EndsBy::lifetime;
    /// What the credential allows beyond what everybody may; null: nothing.
    std::unique_ptr<const ChannelRights> rights = {};
    /// Set: handlers speak with the client, and this session has no inbox (product 3.4).
    std::shared_ptr<GatewayLink> link = {};
  };

  Session(Hub& hub, ShardServices& services, UserEntry& entry, Opening opening);

  /// The socket is there: greet and catch up. Once, before anything else.
  void start(Socket& socket);

  /// Brings what `advance` will touch closer: a fan-out to many is bound by memory.
  void prefetch() const { __builtin_prefetch(socket_); }

  /// Sends what the user's window and the announcements have behind this session's position, if it is live. Returns
  /// the number of messages sent.
  std::size_t advance();

  /// Events may have been lost: looks into the store for what lies behind this session's position.
  void read_on();

  /// Every change up to here has been sent; nothing while it catches up, where the store is asked and not the window.
  std::optional<Rev> live_position() const {
    return catch_up_ == nullptr && !closed() ? std::optional(sent_) : std::nullopt;
  }

  /// News of one of the user's jobs: what the dialect has for it, where it is wanted.
  void tell(const LiveJobPtr& news);

  /// What a service pushes, as it is. False when the connection takes nothing any more, or not yet.
  bool push(const Frame::Ptr& frame);
  /// Has been greeted and is not on its way out.
  bool open() const { return !closed() && !socket_->closing_with() && greeted(); }
  /// On its way out because it read too slowly.
  bool overflowed() const { return !closed() && socket_->closing_with() == CloseCode::slow_consumer; }
  /// On a dialect without acks: what has been written whole to the socket is delivered (product 2.4).
  void confirm_written();

  /// Live, and could not be given every announcement up to this number from memory.
  bool lags_behind(AnnouncementNumber number) const { return catch_up_ == nullptr && !closed() && announced_ < number; }

  /// Closes; `reason` is the `code` in the JSON reason of the close frame.
  void close(CloseCode code, std::string_view reason);
  /// Sends `reconnect` advice first (product 1.9).
  void close_with_advice(CloseCode code, std::string_view reason, std::uint32_t retry_after_ms);

  /// Sends again what has waited too long for an ack. False when nothing is left to wait for.
  bool repeat_unacked();

  const ConnectionRecord& record() const { return record_; }
  const UserId& user() const { return entry_.user(); }
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
  void on_peer_closing(CloseCode code, std::string_view reason) override;
  void on_closed(CloseCode code) override;

 private:
  using SessionPtr = std::shared_ptr<Session>;

  // session.cpp
  const Dialect& dialect() const { return services_.dialects.of(record_.dialect); }
  bool greeted() const { return catch_up_ == nullptr || catch_up_->greeted; }
  void send(const messages::ServerMessage& message);
  void send_error(Error error, std::string reply_to);
  /// `announcement` is 0 for a personal notification.
  void note_sent(const NotificationPtr& notification, Rev rev, AnnouncementNumber announcement);
  void count_delivered() { services_.metrics.messages_delivered[static_cast<std::size_t>(record_.dialect)].add(); }
  void deliver(UserEntry::Slot& slot);
  void close_opted_out();

  // session_announcements.cpp
  enum class Step : std::uint8_t { sent, hidden, behind };
  Step advance_one();
  Step announce(const LiveAnnouncement& change);
  Decisions decisions_for(const Notification& notification) const;
  messages::Loudness loudness_of(const Notification& notification) const;

  // session_catch_up.cpp
  void begin_catch_up(std::optional<Cursor> since);
  void load();
  void pump();
  bool pump_one();
  void greet(const InboxState& state, const UserProfile& profile);
  void resync(const Welcome& head);
  void replay(const InboxItem& item);
  void tell_changes();
  void go_live();
  void fail_catch_up(const Error& error);
  bool awaits(std::uint32_t serial) const { return catch_up_ != nullptr && catch_up_->serial == serial; }
  static Task<void> load_welcome(SessionPtr session, std::uint32_t serial);
  static Task<void> load_changes(SessionPtr session, std::uint32_t serial);
  void take_changes(Result<ChangesPage> page);

  // session_commands.cpp
  enum class Allowed : std::uint8_t { yes, no };
  void receive(messages::ClientMessage message);
  void pass_on(std::string_view message);
  static void answer_early(SessionPtr session, const std::vector<messages::ClientMessage>& early);
  Allowed count_message(const messages::ClientMessage& message);
  void handle(const messages::ClientMessage& message);
  void handle_ack(const messages::Ack& ack);
  static Task<void> handle_read(SessionPtr session, UserId user, messages::Read read, std::string request_id);
  void refuse(const TokenBucket& bucket, const TokenBucket::Rate& rate);

  // session_subscriptions.cpp
  struct Subscribing {
    TokenBucket bucket;
    ChannelRights rights;
  };
  TokenBucket& subscribe_bucket();
  static Task<void> change_subscriptions(SessionPtr session, messages::SubscriptionChange change,
                                         std::vector<std::string> channels, std::string request_id);

  // session_jobs.cpp
  struct JobsWatched {
    /// A job whose state the client was told.
    struct Watched {
      JobId id;
      Instant told;        ///< as of then
      bool named = false;  ///< false: only as one of all
    };

    bool wants(const messages::JobMessage& news);
    /// Keeps news for later; of progress the latest of a job. False when there is no room.
    bool hold(const LiveJobPtr& news);
    /// Follows the job, whose state of then the client is being told. False when too many are followed by name.
    bool name(const JobId& id, Instant told);

    std::string at_start = {};  ///< followed as soon as the client is greeted; `*`: all
    bool every = false;
    std::vector<Watched> jobs = {};
    /// Questions for states that are not answered yet. What is told meanwhile waits for the answers: it may be older
    /// or newer than these, and a client is to hear of both in their order.
    std::uint32_t asking = 0;
    std::vector<LiveJobPtr> held = {};
  };
  void greet_without_inbox();
  JobsWatched& jobs_watched();
  void send_status(const Job& job);
  void deliver_news(const LiveJob& news);
  void watch(std::string job);
  void answer_watch();
  void unwatch(const messages::UnwatchJob& unwanted);
  static Task<void> watch_job(SessionPtr session, JobId id);
  static Task<void> watch_every_job(SessionPtr session);
  static Task<void> cancel_job(SessionPtr session, JobId id);
  static Task<void> tell_status(SessionPtr session, JobId id);

  Hub& hub_;
  ShardServices& services_;
  UserEntry& entry_;
  Socket* socket_ = nullptr;
  ConnectionRecord record_;
  std::unique_ptr<CatchUp> catch_up_;
  std::unique_ptr<AckTracker> unacked_;
  std::shared_ptr<GatewayLink> link_;         ///< only of connections that handlers speak with
  std::unique_ptr<Subscribing> subscribing_;  ///< only of those who subscribe, or may do more than everybody
  std::unique_ptr<JobsWatched> jobs_;         ///< only on the `jobs` dialect
  TokenBucket messages_;
  Rev sent_ = 0;                      ///< every change up to here has been sent or is known to the client
  AnnouncementNumber announced_ = 0;  ///< likewise of the announcements
  std::int64_t refusal_told_ms_ = 0;  ///< steady clock, milliseconds
  std::uint32_t index_ = 0;           ///< in entry_.sessions
  std::uint32_t catch_ups_ = 0;       ///< begun so far
  std::uint32_t ack_credits_ = 0;     ///< acks and reads of what was sent here are not counted (product 1.7)
  std::uint32_t read_credits_ = 0;
  std::uint16_t refused_in_a_row_ = 0;
  Acking acking_;
  EndsBy ends_by_;
  bool unconfirmed_ = false;  ///< sent since the last `confirm_written`; only on a dialect without acks
};

}  // namespace belfry::app

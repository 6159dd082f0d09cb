#pragma once

#include "app/announcement_feed.hpp"
#include "app/push_target.hpp"
#include "app/session.hpp"
#include "app/shard_services.hpp"
#include "app/user_entry.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace belfry::app {

/// One shard's connections by user, and the fan-out to them. Shard-local: made, used and destroyed on the shard.
///
/// A walk sends in chunks with other events of the shard served in between, so that a user with 10,000 connections does
/// not hold up one with a single connection, nor an announcement to everybody anyone.
class Hub {
 public:
  /// Sends before other events get their turn (docs/performance.md: chunks of 64-256).
  static constexpr std::size_t kChunk = 64;

  explicit Hub(ShardServices& services);
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  /// Starts a session on a socket whose reservation stands in the directory; the hub owns it until the socket closes.
  /// `adopt` gives the session to the engine and answers the socket.
  void open(Session::Opening opening, const std::function<Socket&(SocketHandler&)>& adopt);

  /// An event of some user; ignored when the user has no connection here.
  void deliver(const LiveEventPtr& event);

  /// News of a job, for its user's connections here.
  void tell(const LiveJobPtr& news);

  /// A change of the announcements, for everybody here.
  void announce(const LiveAnnouncementPtr& change);

  /// What a service pushes to connections of this shard: all of them, those of a user, or one. Answers, on this shard,
  /// how many took it, when the last one was tried; those who come meanwhile do not get it (product 3.1).
  void push(const PushTarget& target, FrameSet frames, std::move_only_function<void(PushTally)> done);

  /// Events for this shard were dropped: every session looks into the store for what it missed, a few at a time.
  void read_on();

  /// Null when the connection is not, or no longer, here.
  Session* find(ConnectionKey key) const;

  /// Closes one connection, if it is still here.
  void close(ConnectionKey key, CloseCode code, std::string_view reason);

  std::size_t size() const { return by_key_.size(); }

  /// Calls `visit` for every session; it may close them.
  void for_each(const std::function<void(Session&)>& visit) const;
  /// The same for those of one user.
  void for_each_of(const UserId& user, const std::function<void(Session&)>& visit) const;

  // For sessions.
  const AnnouncementFeed& announcements() const { return announcements_; }
  void schedule_walk(UserEntry& entry);
  void await_written(ConnectionKey key);
  void track_acks(Session& session) { acking_.insert(&session); }
  void remove(Session& session);

 private:
  struct EntryHash {
    std::size_t operator()(std::string_view user) const { return std::hash<std::string_view>{}(user); }
  };

  class PushRun;

  UserEntry& entry_of(const UserId& user);
  std::vector<ConnectionKey> targets_of(const PushTarget& target, const FrameSet& frames) const;
  std::vector<ConnectionKey> keys() const;
  void post_walk();
  void walk();
  void walk_announcements();
  std::size_t walk_entry(UserEntry& entry, std::size_t budget);
  void end_of_turn(UserEntry& entry);
  void confirm_written();
  void observe_flushed(UserEntry& entry);
  void sweep_acks();
  void read_on_some(std::vector<ConnectionKey> keys);

  ShardServices& services_;
  boost::unordered_flat_map<std::string_view, std::unique_ptr<UserEntry>, EntryHash> entries_;
  boost::unordered_flat_map<ConnectionKey, Session*> by_key_;
  std::deque<UserEntry*> walks_;
  AnnouncementFeed announcements_;
  std::vector<ConnectionKey> to_announce_;  ///< sessions that may not have the latest announcements yet
  bool announce_again_ = false;             ///< another came behind the walk through them
  std::unordered_set<Session*> acking_;
  std::vector<ConnectionKey> written_;  ///< of dialects without acks: sent something in this turn
  bool walk_posted_ = false;
};

}  // namespace belfry::app

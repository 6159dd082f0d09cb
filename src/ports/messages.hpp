#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/cursor.hpp"
#include "domain/inbox.hpp"
#include "domain/job.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// What clients and server say to each other, before a dialect turns it into bytes. `reply_to` is the client's own id
/// of the request that a message answers; empty when it answers none.
namespace belfry::messages {

// From clients.

struct Ping {};
/// One notification, or everything up to a position.
using Target = std::variant<NotificationId, UpTo>;
struct Ack {
  Target target;
};
struct Read {
  Target target;
};
struct Sync {
  Cursor since;
};
/// Names as the client said them: not yet checked.
struct Subscribe {
  std::vector<std::string> channels;
};
struct Unsubscribe {
  std::vector<std::string> channels;
};
/// What a client names a job by: as it said it, not yet known to exist. `*` stands for all of the user's.
inline constexpr std::string_view kEveryJob = "*";
struct WatchJob {
  std::string job;
};
struct UnwatchJob {
  std::string job;
};
struct CancelJob {
  JobId job;
};
struct AskJobStatus {
  JobId job;
};
using ClientCommand =
    std::variant<Ping, Ack, Read, Sync, Subscribe, Unsubscribe, WatchJob, UnwatchJob, CancelJob, AskJobStatus>;

/// A client's message: its id, as far as it could be read, and the command or what is wrong with it. In the `jobs`
/// dialect, whose messages have no id, the job that it names stands for it.
struct ClientMessage {
  std::string request_id;
  Result<ClientCommand> command;
};

// From the server.

struct Connected {
  std::string connection_id;
  std::string user_id;
  InboxState state;
  std::vector<std::string> channels;
  std::uint32_t heartbeat_seconds = 0;
  std::uint64_t max_message_bytes = 0;
  Instant expires_at;  ///< when the server will close: the end of the token or of the lifetime
};

struct Pong {
  std::string reply_to;
};

enum class Freshness : std::uint8_t { live, replayed };

/// Whether a client may make itself heard (product 2.7, quiet hours).
enum class Loudness : std::uint8_t { normal, silent };

/// A notification, new or repeated. `state` is the inbox as of the moment of sending; the cursor on the wire is that of
/// `rev` when live. An announcement carries its number and neither rev nor counts: it is one frame for everybody.
struct NotificationMessage {
  NotificationPtr notification;
  Rev rev = 0;
  InboxState state;
  Freshness freshness = Freshness::live;
  Loudness loudness = Loudness::normal;
  std::optional<NotificationId> replaces = std::nullopt;
  AnnouncementNumber announcement = 0;  ///< not 0: an announcement; `rev` and `state` say nothing
};

/// Changes other than new notifications; none when a request changed nothing.
struct InboxMessage {
  std::vector<Change> changes;
  InboxState state;
  std::string reply_to;
};

enum class SubscriptionChange : std::uint8_t { subscribed, unsubscribed };

struct Subscriptions {
  SubscriptionChange change = SubscriptionChange::subscribed;
  std::vector<std::string> channels;  ///< all of the user's now
  std::string reply_to;
};

/// What a service says to whoever is connected now; kept nowhere (product 3.1).
struct Broadcast {
  std::string type;
  std::string data;  ///< a JSON object, as compact text
};

/// What there is to say of a job (product 4.3).
enum class JobNews : std::uint8_t { progress, stage_complete, completed, failed, cancelled, status };
inline constexpr std::array kJobNews = {JobNews::progress, JobNews::stage_complete, JobNews::completed,
                                        JobNews::failed,   JobNews::cancelled,      JobNews::status};

/// As the `jobs` dialect calls it: `progress_update`.
constexpr std::string_view name_of(JobNews news) {
  switch (news) {
    case JobNews::progress: return "progress_update";
    case JobNews::stage_complete: return "stage_complete";
    case JobNews::completed: return "job_complete";
    case JobNews::failed: return "job_failed";
    case JobNews::cancelled: return "job_cancelled";
    case JobNews::status: return "job_status";
  }
  std::unreachable();
}

/// News of one of the user's jobs, which is as it was then.
struct JobMessage {
  JobNews news = JobNews::progress;
  std::shared_ptr<const Job> job;
  std::string stage = {};                             ///< of `stage_complete`: the one that is through
  std::optional<std::string> results = std::nullopt;  ///< likewise: a JSON object, as compact text
  bool stalled = false;                               ///< running, and its service has been silent for long
};

enum class JobWatch : std::uint8_t { subscribed, unsubscribed };

struct JobWatchChanged {
  JobWatch change = JobWatch::subscribed;
  std::string job;                  ///< as the client named it
  std::string correlation_id = {};  ///< of a single job; empty: it has none
};

struct ResyncRequired {
  Rev rev = 0;
};

struct ReconnectAdvice {
  std::uint32_t retry_after_ms = 0;
  std::string reason;
};

struct ErrorMessage {
  Error error;
  std::string reply_to;
  std::string correlation_id = {};  ///< of the job that it is about; empty: there is none
};

using ServerMessage = std::variant<Connected, Pong, NotificationMessage, InboxMessage, Subscriptions, Broadcast,
                                   JobMessage, JobWatchChanged, ResyncRequired, ReconnectAdvice, ErrorMessage>;

}  // namespace belfry::messages

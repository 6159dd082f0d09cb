#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Notifications, broadcasts and the progress of jobs, sent to a Belfry server by the program that does the work.
///
/// Nothing here throws into that program but the constructor of `Client`, and nothing makes it wait but what says so,
/// for a bounded time. What could not be sent is logged and counted. Every class may be used from any thread.
namespace belfry {

/// A JSON value, kept as its text. Text that is no UTF-8 is repaired (U+FFFD); a number that JSON has not is null.
class Json {
 public:
  Json(std::nullptr_t = nullptr) : text_("null") {}
  Json(bool value) : text_(value ? "true" : "false") {}
  Json(double value);
  template <std::signed_integral T>
  Json(T value) : text_(std::to_string(value)) {}
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  Json(T value) : text_(std::to_string(value)) {}
  Json(std::string_view value);
  Json(const std::string& value) : Json(std::string_view(value)) {}
  Json(const char* value) : Json(std::string_view(value)) {}

  static Json array(const std::vector<Json>& values);
  /// `text` is taken as it is: it must be one JSON value.
  static Json raw(std::string text);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The members of a JSON object: `{{"rows", 100}, {"file", "parts.csv"}}`. A name must be given once.
class JsonObject {
 public:
  JsonObject() = default;
  JsonObject(std::initializer_list<std::pair<std::string_view, Json>> members);

  JsonObject& add(std::string_view name, const Json& value);
  bool empty() const { return members_.empty(); }
  std::string text() const { return "{" + members_ + "}"; }
  operator Json() const { return Json::raw(text()); }

 private:
  std::string members_;
};

enum class LogLevel { info, warning, error };

/// Something to tell about a call. Holds no key, no payload and no text of a notification.
struct LogEntry {
  LogLevel level = LogLevel::info;
  std::string message = {};
  std::string call = {};        ///< method and path
  std::string job_id = {};      ///< empty: of no job, or of one that was not started
  int status = 0;               ///< of the server's answer; 0: there was none
  std::string code = {};        ///< of the server's refusal, such as "VALIDATION_FAILED"
  std::string request_id = {};  ///< finds the call in the server's log
  std::string cause = {};       ///< why there was no answer
  int attempts = 0;
};

struct ClientOptions {
  std::string url = {};          ///< where the API is, possibly below a path: "https://belfry.example.org"
  std::string service_key = {};  ///< with the scopes publish, broadcast and jobs, as they are needed
  /// Called on the client's thread or on that of the call; must be quick and must not call the client. What it throws
  /// is dropped. Empty: one line on standard error an entry.
  std::function<void(const LogEntry&)> log = {};
  std::chrono::milliseconds request_timeout{5'000};   ///< of one attempt
  std::chrono::milliseconds give_up_after{30'000};    ///< how long a call waits and is repeated
  std::chrono::milliseconds end_timeout{5'000};       ///< how long the end of a job, or of a stage, holds its caller
  std::chrono::milliseconds flush_timeout{2'000};     ///< how long the destructor waits for what is queued
  std::chrono::milliseconds progress_interval{100};   ///< between two reports of a job; the first of a stage is at once
  std::chrono::milliseconds first_backoff{200};       ///< the most that the first repeat waits; doubles with each
  std::chrono::milliseconds longest_backoff{10'000};  ///< the most that any repeat waits
  std::size_t max_queued = 1'000;                     ///< calls that wait
};

/// Calls since the start. Each call ends in one of the first four.
struct ClientStats {
  std::uint64_t sent = 0;
  std::uint64_t failed = 0;    ///< refused, or not sent in time, or without room in the queue
  std::uint64_t replaced = 0;  ///< progress that a newer report, or a call that needed its place, made stale
  std::uint64_t ignored = 0;   ///< of a job that is over, was cancelled or could not be started
  std::uint64_t retried = 0;   ///< attempts beyond the first
};

/// The body of `POST /notifications`; fields that are empty are left out. Exactly one of the four recipients must be
/// given; `channel` may also stand beside `user_id` or `user_ids`.
struct Notification {
  std::string user_id = {};
  std::vector<std::string> user_ids = {};
  bool everybody = false;
  std::string channel = {};
  std::string type = {};
  std::string title = {};
  std::string body = {};
  std::string icon = {};
  std::string action_url = {};
  JsonObject data = {};
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> expires_at = {};
  std::string dedupe_key = {};
  std::string collapse_key = {};
};

struct NotifyResult {
  std::string id = {};
  std::uint64_t accepted = 0;
};

/// To one connection, to one user's, or to all when both ids are empty.
struct Broadcast {
  std::string user_id = {};
  std::string connection_id = {};
  std::string type = {};
  JsonObject data = {};
};

/// Connections, not users.
struct BroadcastResult {
  std::uint64_t success_count = 0;
  std::uint64_t failure_count = 0;
};

struct StageSpec {
  std::string name = {};
  double weight = 1;  ///< how much of the whole it is, beside the others
};

struct NewJob {
  std::string user_id = {};
  std::string kind = {};  ///< "upload", "import", ...
  std::string title = {};
  std::vector<StageSpec> stages = {};  ///< in their order
  std::string file_name = {};
  std::optional<std::uint64_t> total_rows = {};
  std::string correlation_id = {};  ///< in every message and log line about the job
  /// Asks by long poll, on a connection of its own, whether the job was cancelled: for work that reports rarely.
  bool watch_cancel = false;
};

/// The body of `POST /jobs/{id}/progress`. Percentages are from 0 to 100 and may be fractions.
struct Report {
  std::string stage = {};
  std::optional<double> stage_progress = {};
  std::optional<double> progress = {};  ///< of the whole job; computed by the server when not given
  std::string message = {};
  std::optional<std::uint64_t> current_row = {};
  std::optional<std::uint64_t> total_rows = {};
  std::optional<double> estimated_seconds_remaining = {};  ///< computed by the server when not given
};

namespace client {
class Sender;
class JobState;
}  // namespace client

/// One stage of a job. May be copied; does nothing once the job is over.
class Stage {
 public:
  /// `done` of `total` rows. Never waits; only the latest report of a job is kept while the server is busy.
  void progress(std::uint64_t done, std::uint64_t total, std::string_view message = {}) noexcept;
  /// From 0 to 100, for what is not counted in rows.
  void percent(double percent, std::string_view message = {}) noexcept;
  /// Never dropped for progress. Waits, `end_timeout` at most, only when the queue has no room.
  void complete(const JsonObject& results = {}) noexcept;

 private:
  friend class Job;
  Stage(std::shared_ptr<client::JobState> state, std::string_view name);

  std::shared_ptr<client::JobState> state_;
  std::string name_;
};

/// A job as its worker reports it. Made by `Client::start_job`; one made by the default constructor, or that could not
/// be started, takes all calls and does nothing. One that goes out of scope without an end is failed as "ABANDONED".
class Job {
 public:
  Job() = default;
  Job(Job&&) noexcept;
  Job& operator=(Job&&) noexcept;
  ~Job();

  /// The server's id. Waits for it, `end_timeout` at most. Empty: there is none.
  std::string id() const noexcept;
  /// True: a user cancelled the job and the work should stop. Known from the answer to a report, or from the long poll
  /// of `watch_cancel`. One load of an atomic.
  bool cancelled() const noexcept;

  /// The name must be one of the job's stages.
  Stage stage(std::string_view name) const;
  /// From 0 to 100, for jobs without stages.
  void progress(double percent, std::string_view message = {}) noexcept;
  void report(Report report) noexcept;

  /// Waits, `end_timeout` at most; true: the server took it. Later it is still sent, but nobody hears of it.
  bool complete(const JsonObject& results = {}) noexcept;
  /// As `complete`. Code and message are shown to the user.
  bool fail(std::string_view code, std::string_view message, const JsonObject& details = {}) noexcept;

 private:
  friend class Client;
  explicit Job(std::shared_ptr<client::JobState> state) : state_(std::move(state)) {}
  void abandon() noexcept;

  std::shared_ptr<client::JobState> state_;
};

/// Owns one thread and one connection that is kept alive. Calls are made in their order, one after the other, and
/// repeated with exponential backoff and full jitter. Jobs may outlive it; their calls do nothing then.
class Client {
 public:
  /// Throws std::invalid_argument for options that could never work, std::runtime_error when libcurl does not start.
  explicit Client(ClientOptions options);
  /// Waits, `flush_timeout` at most, for what is queued; what is left is logged and counted as failed.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Never waits: the job's calls are sent behind that which starts it.
  Job start_job(const NewJob& job) noexcept;

  /// Never waits. The future, which may be dropped, has nothing when the call failed; it is ready within
  /// `give_up_after` and the time of an attempt. Repeats carry one Idempotency-Key.
  std::future<std::optional<NotifyResult>> notify(const Notification& notification);
  /// As `notify`, but repeated only when it cannot have been sent.
  std::future<std::optional<BroadcastResult>> broadcast(const Broadcast& broadcast);

  /// Waits until nothing is queued; false: `timeout` was too short.
  bool flush(std::chrono::milliseconds timeout) noexcept;
  ClientStats stats() const noexcept;

 private:
  std::shared_ptr<client::Sender> sender_;
};

}  // namespace belfry

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "belfry/client.hpp"
#include "clock.hpp"

namespace belfry::client {

/// What came back for one attempt. `status` 0: no answer, for `cause`.
struct Answer {
  int status = 0;
  std::string body = {};
  std::string code = {};
  std::string request_id = {};
  std::optional<milliseconds> retry_after = {};
  std::string cause = {};
  bool unsent = false;  ///< not a byte of the request left
};

/// How a call ended.
struct Outcome {
  enum class Kind : std::uint8_t {
    sent,
    refused,   ///< the server said no, and would again
    given_up,  ///< for `reason`
    replaced,  ///< progress that a newer report made stale
    ignored,   ///< its job is over or was not started
  };
  Kind kind = Kind::ignored;
  Answer answer = {};  ///< the last one, if there was any
  std::string reason = {};
  int attempts = 0;
};

/// Something to be sent, and who hears of its end.
struct Call {
  enum class Kind : std::uint8_t { message, start, progress, stage_end, job_end };
  Kind kind = Kind::message;
  /// Of a report and an end it is what follows the job's own path, which is known only when the job is.
  std::string path = {};
  std::string body = {};
  std::optional<Report> report = {};  ///< of progress, encoded when it is sent: most reports never are
  std::string idempotency_key = {};
  bool repeatable = true;  ///< false: not once the server may have done it
  std::shared_ptr<JobState> job = {};
  Time deadline = {};
  Time due = {};                                  ///< not sent before
  std::uint64_t order = 0;                        ///< its number in the queue
  std::function<void(const Outcome&)> done = {};  ///< called once, on the client's thread or on that of the call
};

}  // namespace belfry::client

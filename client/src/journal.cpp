#include "journal.hpp"

#include <cstdio>
#include <exception>
#include <utility>

#include "job_state.hpp"
#include "verdict.hpp"

namespace belfry::client {
namespace {

std::string path_of(const Call& call) {
  const bool of_job = call.job && call.kind != Call::Kind::start;
  return of_job ? "/jobs/" + call.job->id() + call.path : call.path;
}

const char* name_of(LogLevel level) {
  switch (level) {
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "unknown";
}

void print(const LogEntry& entry) {
  std::string line = std::string("belfry: ") + name_of(entry.level) + ": " + entry.message;
  for (const std::string* part : {&entry.call, &entry.code, &entry.cause, &entry.request_id}) {
    if (!part->empty()) {
      line += ", " + *part;
    }
  }
  if (entry.status != 0) {
    line += ", status " + std::to_string(entry.status);
  }
  std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace

LogEntry entry_about(const Call& call, const Answer& answer, LogLevel level, std::string message) {
  return {
      .level = level,
      .message = std::move(message),
      .call = "POST " + path_of(call),
      .job_id = call.job ? call.job->id() : "",
      .status = answer.status,
      .code = answer.code,
      .request_id = answer.request_id,
      .cause = answer.cause,
  };
}

Journal::Journal(std::function<void(const LogEntry&)> log) : log_(std::move(log)) {
  if (!log_) {
    log_ = print;
  }
}

void Journal::ended(const Call& call, const Outcome& outcome) noexcept try {
  switch (outcome.kind) {
    case Outcome::Kind::sent: ++sent_; break;
    case Outcome::Kind::replaced: ++replaced_; break;
    case Outcome::Kind::ignored: ++ignored_; break;
    case Outcome::Kind::refused: refused(call, outcome); break;
    case Outcome::Kind::given_up: {
      ++failed_;
      LogEntry entry = entry_about(call, outcome.answer, LogLevel::error, outcome.reason);
      entry.attempts = outcome.attempts;
      log(entry);
      break;
    }
  }
} catch (const std::exception&) {
  // Without memory for a line of the log, the count has to do.
  return;
}

void Journal::refused(const Call& call, const Outcome& outcome) {
  if (outcome.answer.code == kJobCancelled) {
    ++ignored_;
    log(entry_about(call, outcome.answer, LogLevel::info, "the job was cancelled"));
    return;
  }
  ++failed_;
  // Ten reports a second that are refused for one reason are one line.
  if (call.report && !call.job->is_news(outcome.answer.code)) {
    return;
  }
  LogEntry entry = entry_about(call, outcome.answer, LogLevel::error, "refused");
  entry.attempts = outcome.attempts;
  log(entry);
}

void Journal::repeats(const Call& call, const Answer& answer) noexcept try {
  ++retried_;
  if (!troubled_.exchange(true)) {
    log(entry_about(call, answer, LogLevel::warning, "the server takes no calls; repeating"));
  }
} catch (const std::exception&) {
  return;
}

void Journal::answered() noexcept try {
  if (troubled_.exchange(false)) {
    log({.level = LogLevel::info, .message = "the server takes calls again"});
  }
} catch (const std::exception&) {
  return;
}

void Journal::stopped() noexcept try {
  log({.level = LogLevel::error, .message = "no memory; nothing more is sent"});
} catch (const std::exception&) {
  return;
}

void Journal::log(const LogEntry& entry) const noexcept try { log_(entry); } catch (...) {
  // What the caller's own log throws must not end the caller's work.
  return;
}

ClientStats Journal::stats() const noexcept {
  return {.sent = sent_, .failed = failed_, .replaced = replaced_, .ignored = ignored_, .retried = retried_};
}

}  // namespace belfry::client

#include "cli/listen_session.hpp"

#include "cli/http_call.hpp"
#include "cli/listen_dialect.hpp"
#include "cli/members.hpp"
#include "cli/message_line.hpp"
#include "cli/run.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace belfry::cli {
namespace {

constexpr std::chrono::seconds kHandshake{10};
constexpr std::chrono::seconds kClosing{2};
constexpr std::chrono::milliseconds kLongestAdvice{300'000};

Deadline after(std::chrono::milliseconds duration) { return std::chrono::steady_clock::now() + duration; }

bool is_unknown_job(const boost::json::object& message) {
  const auto* error = object_member(message, "error");
  return error != nullptr && string_member(*error, "code") == "JOB_NOT_FOUND";
}

}  // namespace

ListenSession::ListenSession(ListenSettings settings, MakeToken make_token, const StopSignal& stop)
    : settings_(std::move(settings)),
      make_token_(std::move(make_token)),
      stop_(stop),
      position_(settings_.since),
      silence_(settings_.silence) {}

int ListenSession::run() {
  while (true) {
    if (const auto code = attempt()) {
      return *code;
    }
    wait_before_next();
    if (stop_.raised()) {
      return kDone;
    }
    if (std::chrono::steady_clock::now() >= settings_.end) {
      return out_of_time();
    }
  }
}

std::optional<int> ListenSession::attempt() {
  const auto token = make_token_();
  if (!token) {
    return failure(token.error());
  }
  auto client =
      WsClient::open({settings_.url, target(), {std::string(subprotocol_of(settings_.dialect)), "bearer." + *token}},
                     std::min(settings_.end, after(kHandshake)));
  return client ? follow(*client) : after_refusal(client.error());
}

std::optional<int> ListenSession::follow(WsClient& client) {
  while (true) {
    const auto event = client.receive(std::min(settings_.end, client.heard_at() + silence_), stop_.wake());
    if (!event) {
      return again(event.error());
    }
    if (const auto* text = std::get_if<WsText>(&*event)) {
      if (const auto code = handle(client, text->text)) {
        return finish(client, *code);
      }
    } else if (const auto* closed = std::get_if<WsClosed>(&*event)) {
      return after_close(*closed);
    } else if (std::holds_alternative<WsWoken>(*event)) {
      return finish(client, kDone);
    } else if (std::chrono::steady_clock::now() >= settings_.end) {
      return finish(client, out_of_time());
    } else if (std::chrono::steady_clock::now() >= client.heard_at() + silence_) {
      return again("the server has gone silent");
    }
  }
}

std::optional<int> ListenSession::after_refusal(const WsRefused& refused) {
  const std::string reason =
      refused.status == 0 ? refused.text : describe_refusal({.status = refused.status, .body = refused.body});
  if (!comes_back_after_refusal(refused.status)) {
    return failure(reason);
  }
  return again(reason);
}

std::optional<int> ListenSession::after_close(const WsClosed& closed) {
  const std::string reason =
      fmt::format("the server closed the connection: {} {}", closed.code, printable(closed.reason));
  const auto parsed = json::parse(closed.reason);
  if (parsed && parsed->is_object()) {
    if (const auto wait = integer_member(parsed->get_object(), "retryAfterMs"); wait > 0) {
      advised_wait_ = std::chrono::milliseconds(wait);
    }
  }
  return comes_back_after(closed.code) ? again(reason) : failure(reason);
}

std::optional<int> ListenSession::again(std::string_view reason) {
  if (settings_.reconnect == Reconnect::no) {
    return failure(reason);
  }
  warn(fmt::format("{}; trying again", reason));
  return std::nullopt;
}

int ListenSession::finish(WsClient& client, int code) {
  client.close(1000, after(kClosing));
  return code;
}

int ListenSession::out_of_time() const {
  if (settings_.count == 0) {
    return kDone;
  }
  return failure(fmt::format("{} of {} messages came in time", received_, settings_.count));
}

std::optional<int> ListenSession::handle(WsClient& client, const std::string& text) {
  const auto parsed = json::parse(text);
  const auto* message = parsed ? parsed->if_object() : nullptr;
  if (message == nullptr) {
    warn("the server sent something that is no message");
    return std::nullopt;
  }
  const auto* payload = object_member(*message, "payload");
  if (payload != nullptr && position_.seen_before(*payload)) {
    acknowledge(client, *message);
    return std::nullopt;
  }
  print_line(settings_.output == Output::json ? text : message_line(settings_.dialect, *message));
  if (std::ferror(stdout) != 0) {
    return kDone;
  }
  position_.remember(*message);
  const std::string_view type = string_member(*message, "type");
  if (type == "connected") {
    begin(client, *message);
  } else if (type == "reconnect" && payload != nullptr) {
    advised_wait_ = std::chrono::milliseconds(integer_member(*payload, "retryAfterMs"));
  } else if (type == "error" && settings_.dialect == DialectKind::jobs && is_unknown_job(*message)) {
    return failure(fmt::format("the user has no job {}", printable(settings_.job)));
  }
  if (!is_counted(settings_.dialect, *message)) {
    return std::nullopt;
  }
  ++received_;
  acknowledge(client, *message);
  return received_ == settings_.count ? std::optional(kDone) : std::nullopt;
}

void ListenSession::begin(WsClient& client, const boost::json::object& message) {
  backoff_.reset();
  if (const auto* payload = object_member(message, "payload"); payload && payload->contains("heartbeatSeconds")) {
    const auto told = std::clamp<std::int64_t>(integer_member(*payload, "heartbeatSeconds"), 0, 3600);
    silence_ = silence_allowed(std::chrono::seconds(told));
  }
  if (settings_.dialect == DialectKind::jobs) {
    send(client, follow_job_message(settings_.job));
  }
}

void ListenSession::acknowledge(WsClient& client, const boost::json::object& message) {
  if (settings_.acks == Acks::none || string_member(message, "type") != "notification") {
    return;
  }
  if (const auto* payload = object_member(message, "payload")) {
    send(client, ack_message(string_member(*payload, "id")));
  }
}

void ListenSession::send(WsClient& client, const std::string& text) {
  if (const auto sent = client.send_text(text, after(kHandshake)); !sent) {
    warn(sent.error());  // the connection's end follows, and with the next one another attempt
  }
}

void ListenSession::wait_before_next() {
  const auto drawn = backoff_.next();
  const auto wait = std::min(std::exchange(advised_wait_, std::nullopt).value_or(drawn), kLongestAdvice);
  stop_.sleep_until(std::min(settings_.end, after(wait)));
}

std::string ListenSession::target() const {
  std::string target(socket_path(settings_.dialect));
  char separator = '?';
  if (!position_.cursor().empty()) {
    target += fmt::format("{}since={}", std::exchange(separator, '&'), position_.cursor());
  }
  if (settings_.acks == Acks::send) {
    target += fmt::format("{}ack=1", separator);
  }
  return target;
}

}  // namespace belfry::cli

#include "cli/listen_session.hpp"

#include "base/uuid.hpp"
#include "cli/http_call.hpp"
#include "cli/message_line.hpp"
#include "cli/run.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace belfry::cli {
namespace {

constexpr std::chrono::seconds kHandshake{10};
constexpr std::chrono::seconds kClosing{2};
constexpr std::chrono::milliseconds kLongestAdvice{300'000};

Deadline after(std::chrono::milliseconds duration) { return std::chrono::steady_clock::now() + duration; }

std::string ack_message(std::string_view notification_id) {
  const Instant now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  json::Writer writer;
  writer.begin_object();
  writer.member("id", Uuid::v4());
  writer.member("type", "notification:ack");
  writer.member("timestamp", now);
  writer.key("payload");
  writer.begin_object();
  writer.member("notificationId", notification_id);
  writer.end_object();
  writer.end_object();
  return writer.take();
}

}  // namespace

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
  auto client = WsClient::open({settings_.url, target(), {settings_.subprotocol, "bearer." + *token}},
                               std::min(settings_.end, after(kHandshake)));
  return client ? follow(*client) : after_refusal(client.error());
}

std::optional<int> ListenSession::follow(WsClient& client) {
  while (true) {
    const Deadline silent = after(silence_);
    const auto event = client.receive(std::min(settings_.end, silent), stop_.wake());
    if (!event) {
      return again(event.error());
    }
    if (const auto* text = std::get_if<WsText>(&*event)) {
      if (!handle(client, text->text)) {
        return finish(client, kDone);
      }
    } else if (const auto* closed = std::get_if<WsClosed>(&*event)) {
      return after_close(*closed);
    } else if (std::holds_alternative<WsWoken>(*event)) {
      return finish(client, kDone);
    } else if (std::chrono::steady_clock::now() >= settings_.end) {
      return finish(client, out_of_time());
    } else {
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
  return failure(fmt::format("{} of {} notifications came in time", received_, settings_.count));
}

bool ListenSession::handle(WsClient& client, const std::string& text) {
  const auto parsed = json::parse(text);
  const auto* envelope = parsed ? parsed->if_object() : nullptr;
  if (envelope == nullptr) {
    warn("the server sent something that is no message");
    return true;
  }
  const auto* payload = object_member(*envelope, "payload");
  if (payload != nullptr && seen_before(*payload)) {
    return acknowledge(client, *payload);
  }
  print_line(settings_.output == Output::json ? text : message_line(*envelope));
  if (std::ferror(stdout) != 0) {
    return false;
  }
  remember(*envelope);
  if (string_member(*envelope, "type") != "notification" || payload == nullptr) {
    return true;
  }
  ++received_;
  const bool acked = acknowledge(client, *payload);
  return acked && (settings_.count == 0 || received_ < settings_.count);
}

void ListenSession::remember(const boost::json::object& envelope) {
  const auto* payload = object_member(envelope, "payload");
  if (payload == nullptr) {
    return;
  }
  const std::string_view type = string_member(envelope, "type");
  if (type == "connected") {
    backoff_.reset();
    if (const auto heartbeat = integer_member(*payload, "heartbeatSeconds"); heartbeat > 0 && heartbeat < 3600) {
      silence_ = std::chrono::seconds(3 * heartbeat);
    }
    // Not a position to resume from: it acknowledges what is still to be replayed. What follows moves the cursor.
    head_ = string_member(*payload, "cursor");
    return;
  }
  if (type == "resync_required") {
    cursor_ = head_;  // the old position never resumes; the connection goes on from its head
  } else if (type == "reconnect") {
    advised_wait_ = std::chrono::milliseconds(integer_member(*payload, "retryAfterMs"));
  }
  if (const auto cursor = string_member(*payload, "cursor"); !cursor.empty() && !payload->contains("replayed")) {
    cursor_ = cursor;
    replayed_.clear();
  }
}

bool ListenSession::seen_before(const boost::json::object& payload) {
  // A connection lost during the replay begins it anew; what was shown is told by its id.
  return payload.contains("replayed") && cursor_.empty() &&
         !replayed_.insert(std::string(string_member(payload, "id"))).second;
}

bool ListenSession::acknowledge(WsClient& client, const boost::json::object& payload) {
  if (settings_.acks == Acks::none) {
    return true;
  }
  const auto sent = client.send_text(ack_message(string_member(payload, "id")), after(kHandshake));
  if (!sent) {
    warn(sent.error());  // the connection's end follows; unacked, the notification comes again
  }
  return true;
}

void ListenSession::wait_before_next() {
  const auto drawn = backoff_.next();
  const auto wait = std::min(std::exchange(advised_wait_, std::nullopt).value_or(drawn), kLongestAdvice);
  stop_.sleep_until(std::min(settings_.end, after(wait)));
}

std::string ListenSession::target() const {
  std::string target = "/ws";
  char separator = '?';
  if (!cursor_.empty()) {
    target += fmt::format("{}since={}", std::exchange(separator, '&'), cursor_);
  }
  if (settings_.acks == Acks::send) {
    target += fmt::format("{}ack=1", separator);
  }
  return target;
}

}  // namespace belfry::cli

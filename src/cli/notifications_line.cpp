#include "cli/notifications_line.hpp"

#include "cli/dashboard_line.hpp"
#include "cli/job_figures.hpp"
#include "cli/job_line.hpp"
#include "cli/members.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace belfry::cli {
namespace {

using boost::json::object;

const object& object_in(const object& outer, std::string_view name) {
  static const object kNothing;
  const auto* found = object_member(outer, name);
  return found != nullptr ? *found : kNothing;
}

std::string notification_text(const object& payload) {
  std::string text = coloured(shown_member(payload, "type"), Colour::dim, stdout);
  text += ' ' + coloured(shown_member(payload, "title"), Colour::bold, stdout);
  if (const auto body = shown_member(payload, "body"); !body.empty()) {
    text += ": " + body;
  }
  if (const auto action = shown_member(payload, "actionUrl"); !action.empty()) {
    text += " <" + action + ">";
  }
  return text;
}

std::string inbox_text(const object& payload) {
  std::string text =
      fmt::format("inbox at rev {}, {} unread", integer_member(payload, "rev"), integer_member(payload, "unread"));
  const auto* changes = payload.if_contains("changes");
  if (changes != nullptr && changes->is_array()) {
    for (const auto& change : changes->get_array()) {
      if (const auto* one = change.if_object()) {
        fmt::format_to(std::back_inserter(text), ", {} {}", shown_member(*one, "op"),
                       shown_member(*one, "notificationId"));
      }
    }
  }
  return text;
}

std::string connected_text(const object& payload) {
  return fmt::format("connected as {}, {} unread", shown_member(payload, "userId"), integer_member(payload, "unread"));
}

std::string channels_text(const object& payload) {
  std::string text;
  const auto* channels = payload.if_contains("channels");
  if (channels != nullptr && channels->is_array()) {
    for (const auto& channel : channels->get_array()) {
      if (channel.is_string()) {
        text += (text.empty() ? "" : ", ") + printable(std::string_view(channel.get_string()));
      }
    }
  }
  return "channels are now: " + (text.empty() ? "none" : text);
}

std::string job_text(const object& payload) { return job_news_text(payload, string_member(payload, "event")); }

std::string broadcast_text(const object& payload) {
  return "message " + pushed_text(string_member(payload, "type"), object_in(payload, "data"));
}

std::string resync_text(const object& payload) {
  return fmt::format("resync_required: what came before rev {} is in the inbox only", integer_member(payload, "rev"));
}

std::string reconnect_text(const object& payload) {
  return fmt::format("reconnect in {} ms: {}", integer_member(payload, "retryAfterMs"),
                     shown_member(payload, "reason"));
}

std::string refused_text(const object& payload) { return "error " + error_text(payload); }

struct Kind {
  std::string_view type;
  std::string (*text)(const object& payload);
};

constexpr std::array kKinds = {Kind{"notification", &notification_text}, Kind{"inbox", &inbox_text},
                               Kind{"connected", &connected_text},       Kind{"subscribed", &channels_text},
                               Kind{"unsubscribed", &channels_text},     Kind{"job", &job_text},
                               Kind{"message", &broadcast_text},         Kind{"resync_required", &resync_text},
                               Kind{"reconnect", &reconnect_text},       Kind{"error", &refused_text}};

}  // namespace

std::string notifications_text(const object& envelope) {
  const std::string_view type = string_member(envelope, "type");
  const auto* known = std::ranges::find(kKinds, type, &Kind::type);
  return known != kKinds.end() ? known->text(object_in(envelope, "payload")) : printable(type);
}

}  // namespace belfry::cli

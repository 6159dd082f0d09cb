#include "cli/publish_request.hpp"

#include "cli/duration.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

namespace belfry::cli {
namespace {

std::optional<std::string> misdirection(const PublishRequest& request) {
  if (request.everybody && (!request.users.empty() || request.channel)) {
    return "--all is everybody: it takes neither --user nor --channel";
  }
  if (!request.everybody && request.users.empty() && !request.channel) {
    return "say whom it is for: --user, --channel or --all";
  }
  return std::nullopt;
}

void put_target(json::Writer& writer, const PublishRequest& request) {
  const std::vector<std::string>& users = request.users;
  if (request.everybody) {
    writer.member("audience", "all");
    return;
  }
  if (users.empty()) {
    return;  // the channel's subscribers
  }
  if (users.size() == 1) {
    writer.member("userId", users.front());
    return;
  }
  writer.key("userIds");
  writer.begin_array();
  for (const std::string& user : users) {
    writer.string(user);
  }
  writer.end_array();
}

}  // namespace

Outcome<std::string> publish_body(const PublishRequest& request, Instant now) {
  if (const auto wrong = misdirection(request)) {
    return refuse(*wrong);
  }
  json::Writer writer;
  writer.begin_object();
  put_target(writer, request);
  writer.member("type", request.type);
  writer.member("title", request.title);
  writer.member("body", request.body);
  writer.member("icon", request.icon);
  writer.member("actionUrl", request.action_url);
  writer.member("channel", request.channel);
  writer.member("dedupeKey", request.dedupe_key);
  writer.member("collapseKey", request.collapse_key);
  if (request.data) {
    const auto parsed = json::parse(*request.data);
    if (!parsed || !parsed->is_object()) {
      return refuse("--data must be a JSON object like '{\"fileId\": 7}'");
    }
    writer.key("data");
    writer.value(*parsed);
  }
  if (request.expires_in) {
    const auto duration = parse_duration(*request.expires_in);
    if (!duration) {
      return refuse("--expires-in must be a duration like 90s, 15m, 1h or 7d");
    }
    writer.member("expiresAt", Instant(now + *duration));
  }
  writer.end_object();
  return writer.take();
}

}  // namespace belfry::cli

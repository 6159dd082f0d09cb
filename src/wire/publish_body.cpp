#include "wire/publish_body.hpp"

#include "domain/publish_rules.hpp"
#include "domain/text_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"
#include "wire/content_rules.hpp"
#include "wire/faults.hpp"

#include <fmt/format.h>

#include <array>
#include <initializer_list>
#include <string>
#include <unordered_set>
#include <utility>

namespace belfry::wire {
namespace {

struct PublishBody {
  std::optional<std::string> user_id;
  std::optional<std::vector<std::string>> user_ids;
  std::optional<std::string> audience;
  std::string type;
  std::string title;
  std::optional<std::string> body;
  std::optional<std::string> icon;
  std::optional<std::string> action_url;
  std::optional<json::RawObject> data;
  std::optional<Instant> expires_at;
  std::optional<std::string> channel;
  std::optional<std::string> dedupe_key;
  std::optional<std::string> collapse_key;
};
BOOST_DESCRIBE_STRUCT(PublishBody, (),
                      (user_id, user_ids, audience, type, title, body, icon, action_url, data, expires_at, channel,
                       dedupe_key, collapse_key))

constexpr std::string_view kEverybody = "all";

constexpr auto json_rules(const PublishBody*) {
  using json::Rule;
  return std::array{
      Rule{.member = "user_id", .bytes = {{1, limits::kUserIdBytes}}},
      Rule{.member = "user_ids", .bytes = {{1, limits::kUserIdBytes}}, .items = {{1, limits::kUsersPerPublish}}},
      Rule{.member = "audience",
           .matches = [](std::string_view text) { return text == kEverybody; },
           .pattern = "^all$"},
      Rule{.member = "type", .bytes = {{1, limits::kTypeBytes}}, .matches = is_type_name, .pattern = "^[a-z0-9_]*$"},
      kTitleRule,
      kBodyRule,
      kIconRule,
      kActionUrlRule,
      Rule{.member = "channel", .matches = is_channel_name, .pattern = "^[a-z0-9][a-z0-9_.:-]{0,63}$"},
      Rule{.member = "dedupe_key", .characters = {{1, limits::kKeyCharacters}}},
      Rule{.member = "collapse_key", .characters = {{1, limits::kKeyCharacters}}}};
}

/// Of a body whose target is right.
Audience audience_of(PublishBody& body) {
  std::vector<UserId> users;
  if (body.user_id) {
    users.emplace_back(std::move(*body.user_id));
    return users;
  }
  if (!body.user_ids) {
    return body.audience ? Audience(ToEverybody{}) : Audience(ToChannel{});
  }
  std::unordered_set<std::string_view> met;
  for (const std::string& user : *body.user_ids) {
    if (met.insert(user).second) {
      users.emplace_back(user);
    }
  }
  return users;
}

Notification draft_of(PublishBody& body) {
  Notification draft;
  draft.type = std::move(body.type);
  draft.title = std::move(body.title);
  draft.body = std::move(body.body);
  draft.icon = std::move(body.icon);
  draft.action_url = std::move(body.action_url);
  draft.channel = std::move(body.channel);
  if (body.data) {
    draft.data = std::move(body.data->text);
  }
  draft.expires_at = body.expires_at;
  return draft;
}

void check_users(const PublishBody& body, std::vector<FieldError>& faults) {
  if (body.user_id) {
    check_user_id(*body.user_id, "/userId", faults);
  }
  if (body.user_ids) {
    for (std::size_t i = 0; i < body.user_ids->size(); ++i) {
      check_user_id((*body.user_ids)[i], fmt::format("/userIds/{}", i), faults);
    }
  }
}

void check_keys(const PublishBody& body, std::vector<FieldError>& faults) {
  if (body.dedupe_key) {
    check_key(*body.dedupe_key, "/dedupeKey", faults);
  }
  if (body.collapse_key) {
    check_key(*body.collapse_key, "/collapseKey", faults);
  }
}

/// By what was given, whether or not it could be read.
void check_target(const boost::json::object& given, std::vector<FieldError>& faults) {
  const auto has = [&](std::string_view member) {
    return given.contains(member);
  };
  const int targets = int{has("userId")} + int{has("userIds")} + int{has("audience")};
  if (targets > 1 || (targets == 0 && !has("channel"))) {
    faults.push_back({.pointer = "",
                      .code = "target",
                      .detail = "exactly one of userId, userIds, audience and, without these, channel is needed"});
    return;
  }
  for (const std::string_view member : {"channel", "dedupeKey", "collapseKey"}) {
    if (has("audience") && has(member)) {
      faults.push_back(
          {.pointer = fmt::format("/{}", member), .code = "not_allowed", .detail = "cannot stand beside audience"});
    }
  }
}

boost::json::object needs(std::string_view member) {
  return {{"required", boost::json::array{boost::json::string_view(member)}}};
}

/// What demands that one member and none of the others.
boost::json::object needs_without(std::string_view member, std::initializer_list<std::string_view> others) {
  boost::json::array refused;
  for (const std::string_view other : others) {
    refused.emplace_back(needs(other));
  }
  boost::json::object schema = needs(member);
  schema["not"] = boost::json::object{{"anyOf", std::move(refused)}};
  return schema;
}

}  // namespace

Result<PublishDraft> read_publish_body(std::string_view text, const NotificationTypes& types, Instant now) {
  const auto value = json::parse(text);
  if (!value) {
    return fail(value.error());
  }
  json::ReadContext context(json::UnknownMembers::refuse);
  PublishBody body;
  json::Codec<PublishBody>::read(*value, body, context);
  std::vector<FieldError> faults = std::move(context.faults());
  if (!value->is_object()) {
    return fail(Error::validation(std::move(faults)));
  }
  std::vector<FieldError> by_rules;
  check_target(value->as_object(), by_rules);
  check_users(body, by_rules);
  check_keys(body, by_rules);
  Notification draft = draft_of(body);
  check_draft(draft, types, now, by_rules);
  add_unless_told(faults, std::move(by_rules));
  if (!faults.empty()) {
    return fail(Error::validation(std::move(faults)));
  }
  return PublishDraft{.audience = audience_of(body),
                      .draft = std::move(draft),
                      .dedupe_key = std::move(body.dedupe_key),
                      .collapse_key = std::move(body.collapse_key)};
}

boost::json::object publish_body_schema() {
  boost::json::object schema = json::schema<PublishBody>(json::UnknownMembers::refuse);
  schema["oneOf"] = boost::json::array{needs("userId"), needs("userIds"),
                                       needs_without("audience", {"channel", "dedupeKey", "collapseKey"}),
                                       needs_without("channel", {"userId", "userIds", "audience"})};
  return schema;
}

}  // namespace belfry::wire

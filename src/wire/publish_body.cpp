#include "wire/publish_body.hpp"

#include "domain/publish_rules.hpp"
#include "domain/text_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <utility>

namespace belfry::wire {
namespace {

struct PublishBody {
  std::optional<std::string> user_id;
  std::optional<std::vector<std::string>> user_ids;
  std::string type;
  std::string title;
  std::optional<std::string> body;
  std::optional<std::string> icon;
  std::optional<std::string> action_url;
  std::optional<json::RawObject> data;
  std::optional<Instant> expires_at;
  std::optional<std::string> channel;
};
BOOST_DESCRIBE_STRUCT(PublishBody, (),
                      (user_id, user_ids, type, title, body, icon, action_url, data, expires_at, channel))

constexpr auto json_rules(const PublishBody*) {
  using json::Rule;
  return std::array{
      Rule{.member = "user_id", .bytes = {{1, limits::kUserIdBytes}}},
      Rule{.member = "user_ids", .bytes = {{1, limits::kUserIdBytes}}, .items = {{1, limits::kUsersPerPublish}}},
      Rule{.member = "type", .bytes = {{1, limits::kTypeBytes}}, .matches = is_type_name, .pattern = "^[a-z0-9_]*$"},
      Rule{.member = "title", .characters = {{1, limits::kTitleCharacters}}},
      Rule{.member = "body", .characters = {{0, limits::kBodyCharacters}}},
      Rule{.member = "icon", .characters = {{0, limits::kIconCharacters}}},
      Rule{.member = "action_url",
           .characters = {{0, limits::kActionUrlCharacters}},
           .matches = is_action_url,
           .pattern = "^([Hh][Tt][Tt][Pp][Ss]?://[^ ]+|/([^/\\\\ ][^ ]*)?)$"},
      Rule{.member = "channel", .matches = is_channel_name, .pattern = "^[a-z0-9][a-z0-9_.:-]{0,63}$"}};
}

std::vector<UserId> users_of(PublishBody& body) {
  std::vector<UserId> users;
  if (body.user_id) {
    users.emplace_back(std::move(*body.user_id));
    return users;
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

void check_target(const boost::json::value& value, std::vector<FieldError>& faults) {
  const auto* object = value.if_object();
  if (object != nullptr && object->contains("userId") == object->contains("userIds")) {
    faults.push_back({.pointer = "", .code = "target", .detail = "exactly one of userId and userIds is needed"});
  }
}

/// The reader's faults come first: what it could not read, the rules see as empty.
void add_unless_told(std::vector<FieldError>& faults, std::vector<FieldError> more) {
  for (FieldError& fault : more) {
    const bool told =
        std::ranges::any_of(faults, [&](const FieldError& known) { return known.pointer == fault.pointer; });
    if (!told && faults.size() < json::ReadContext::kMaxFaults) {
      faults.push_back(std::move(fault));
    }
  }
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
  check_target(*value, by_rules);
  check_users(body, by_rules);
  Notification draft = draft_of(body);
  check_draft(draft, types, now, by_rules);
  add_unless_told(faults, std::move(by_rules));
  if (!faults.empty()) {
    return fail(Error::validation(std::move(faults)));
  }
  return PublishDraft{users_of(body), std::move(draft)};
}

boost::json::object publish_body_schema() {
  boost::json::object schema = json::schema<PublishBody>(json::UnknownMembers::refuse);
  schema["oneOf"] = {{{"required", {"userId"}}}, {{"required", {"userIds"}}}};
  return schema;
}

}  // namespace belfry::wire

#include "wire/announcement_json.hpp"

#include "domain/publish_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"
#include "wire/content_rules.hpp"
#include "wire/faults.hpp"
#include "wire/notification_json.hpp"

#include <array>
#include <optional>
#include <utility>

namespace belfry::wire {
namespace {

struct EditBody {
  std::optional<std::string> title;
  std::optional<std::string> body;
  std::optional<std::string> icon;
  std::optional<std::string> action_url;
  std::optional<json::RawObject> data;
  std::optional<Instant> expires_at;
};
BOOST_DESCRIBE_STRUCT(EditBody, (), (title, body, icon, action_url, data, expires_at))

constexpr auto json_rules(const EditBody*) { return std::array{kTitleRule, kBodyRule, kIconRule, kActionUrlRule}; }

/// Of these a null takes away what was said.
constexpr std::array<std::string_view, 5> kRemovable = {"body", "icon", "actionUrl", "data", "expiresAt"};

/// A member as it was read, unless it was given as null.
template <class T>
Patch<T> patch_of(const boost::json::object& given, std::string_view name, std::optional<T> read) {
  if (read) {
    return read;
  }
  const auto* member = given.if_contains(name);
  return member != nullptr && member->is_null() ? Patch<T>(std::optional<T>()) : std::nullopt;
}

/// What there is to be read: nulls say something of their own.
boost::json::value without_nulls(boost::json::object object) {
  for (const std::string_view name : kRemovable) {
    if (const auto* member = object.if_contains(name); member != nullptr && member->is_null()) {
      object.erase(name);
    }
  }
  return object;
}

AnnouncementPatch patch_of(const boost::json::object& given, EditBody read) {
  AnnouncementPatch patch;
  patch.title = std::move(read.title);
  patch.body = patch_of(given, "body", std::move(read.body));
  patch.icon = patch_of(given, "icon", std::move(read.icon));
  patch.action_url = patch_of(given, "actionUrl", std::move(read.action_url));
  patch.data = patch_of(given, "data", read.data ? std::optional(std::move(read.data->text)) : std::nullopt);
  patch.expires_at = patch_of(given, "expiresAt", read.expires_at);
  return patch;
}

}  // namespace

Result<AnnouncementPatch> read_announcement_patch(std::string_view body, Instant now) {
  const auto value = json::parse(body);
  if (!value) {
    return fail(value.error());
  }
  const auto* given = value->if_object();
  if (given == nullptr) {
    return fail(Error::validation("", "type", "must be an object"));
  }
  if (given->empty()) {
    return fail(Error::validation("", "too_few", "at least one member"));
  }
  json::ReadContext context(json::UnknownMembers::refuse);
  EditBody read;
  json::Codec<EditBody>::read(without_nulls(*given), read, context);
  AnnouncementPatch patch = patch_of(*given, std::move(read));
  std::vector<FieldError> by_rules;
  check_patch(patch, now, by_rules);
  std::vector<FieldError> faults = std::move(context.faults());
  add_unless_told(faults, std::move(by_rules));
  if (!faults.empty()) {
    return fail(Error::validation(std::move(faults)));
  }
  return patch;
}

std::string announcement_body(const Notification& notification, AnnouncementNumber changed) {
  json::Writer writer;
  writer.begin_object();
  write_announcement_members(writer, notification, changed);
  writer.end_object();
  return writer.take();
}

boost::json::object announcement_patch_schema() {
  boost::json::object schema = json::schema<EditBody>(json::UnknownMembers::refuse);
  boost::json::object& members = schema["properties"].as_object();
  for (const std::string_view name : kRemovable) {
    boost::json::object& member = members[name].as_object();
    boost::json::array types{member.at("type"), "null"};
    member["type"] = std::move(types);
  }
  schema["minProperties"] = 1;
  return schema;
}

}  // namespace belfry::wire

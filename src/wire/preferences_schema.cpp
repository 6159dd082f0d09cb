#include "json/message.hpp"
#include "wire/preferences_json.hpp"
#include "wire/quiet_hours_json.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace belfry::wire {
namespace {

using json::UnknownMembers;

struct Kinds {
  std::optional<bool> in_app;
  std::optional<bool> email;
  std::optional<bool> push;
};
BOOST_DESCRIBE_STRUCT(Kinds, (), (in_app, email, push))

struct Hours {
  std::string time_zone;
  std::vector<PeriodJson> periods;
};
BOOST_DESCRIBE_STRUCT(Hours, (), (time_zone, periods))

constexpr auto json_rules(const Hours*) {
  return std::array{json::Rule{.member = "periods", .items = {{0, QuietHours::kMaxPeriods}}}};
}

struct Body {
  bool in_app_enabled = true;
  bool email_enabled = true;
  bool push_enabled = true;
  json::ObjectView preferences;
  std::vector<std::string> mandatory;
  std::optional<Hours> quiet_hours;
};
BOOST_DESCRIBE_STRUCT(Body, (), (in_app_enabled, email_enabled, push_enabled, preferences, mandatory, quiet_hours))

void allow_null(boost::json::value& schema) {
  boost::json::array types{schema.at("type"), "null"};
  schema.as_object()["type"] = std::move(types);
}

/// Any of them may be left out or taken away.
void make_patch(boost::json::object& schema) {
  schema.erase("required");
  for (auto& member : schema["properties"].as_object()) {
    allow_null(member.value());
  }
}

}  // namespace

boost::json::object preferences_body_schema() {
  boost::json::object schema = json::schema<Body>(UnknownMembers::refuse);
  schema["properties"].at("preferences").as_object()["additionalProperties"] =
      json::schema<Kinds>(UnknownMembers::refuse);
  return schema;
}

boost::json::object preferences_patch_schema() {
  boost::json::object kinds = json::schema<Kinds>(UnknownMembers::refuse);
  make_patch(kinds);
  kinds["type"] = {"object", "null"};
  boost::json::object schema = preferences_body_schema();
  schema["properties"].as_object().erase("mandatory");
  make_patch(schema);
  boost::json::object& members = schema["properties"].as_object();
  members["preferences"].as_object()["additionalProperties"] = std::move(kinds);
  // What stands within quiet hours may be left out where they are there already, but not taken away alone.
  members["quietHours"].as_object().erase("required");
  return schema;
}

}  // namespace belfry::wire

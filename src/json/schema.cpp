#include "json/schema.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace belfry::json {

Schema reference(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }

Schema constant(std::string_view text) { return {{"const", text}}; }

Schema choice(std::span<const std::string_view> texts) {
  return {{"type", "string"}, {"enum", boost::json::array(texts.begin(), texts.end())}};
}

Schema array_of(Schema items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Schema one_of(std::vector<Schema> alternatives) {
  boost::json::array all;
  for (Schema& alternative : alternatives) {
    all.emplace_back(std::move(alternative));
  }
  Schema schema;
  schema["oneOf"] = std::move(all);
  return schema;
}

Schema text_like(std::string_view pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

void put_member(Schema& object, std::string_view name, Schema member, Presence presence) {
  object["type"] = "object";
  boost::json::value& properties = object["properties"];
  if (!properties.is_object()) {
    properties.emplace_object();
  }
  properties.as_object()[name] = std::move(member);
  if (presence == Presence::optional) {
    return;
  }
  boost::json::value& required = object["required"];
  if (!required.is_array()) {
    required.emplace_array();
  }
  if (std::ranges::find(required.as_array(), boost::json::value(name)) == required.as_array().end()) {
    required.as_array().emplace_back(name);
  }
}

Schema described(Schema schema, std::string_view description) {
  schema["description"] = description;
  return schema;
}

}  // namespace belfry::json

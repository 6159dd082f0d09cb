#include "adapters/gateway/message_members.hpp"

#include "json/parse.hpp"
#include "json/writer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace belfry::gateway {
namespace {

std::string text_of(const boost::json::value& value) {
  if (const auto* text = value.if_string()) {
    return std::string(*text);
  }
  if (value.is_null()) {
    return {};
  }
  const auto* array = value.if_array();
  if (array == nullptr) {
    return json::compact(value);
  }
  std::string list = "[";
  for (const auto& item : *array) {
    list += (list.size() == 1 ? "" : ", ") + text_of(item);
  }
  return list + "]";
}

std::optional<std::string> text_at(const boost::json::value& message, const std::vector<std::string>& path) {
  const boost::json::value* found = &message;
  for (const std::string& name : path) {
    const auto* object = found->if_object();
    found = object == nullptr ? nullptr : object->if_contains(name);
    if (found == nullptr) {
      return std::nullopt;
    }
  }
  return text_of(*found);
}

}  // namespace

std::optional<std::string> route_key_of(const RouteSelection& selection, std::string_view message) {
  const auto value = json::parse(message);
  if (!value) {
    return std::nullopt;
  }
  return selection.select([&value](const std::vector<std::string>& path) { return text_at(*value, path); });
}

}  // namespace belfry::gateway

#include "adapters/auth/strict_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>

namespace belfry::auth {
namespace {

namespace json = boost::json;

/// Members as written. The text is valid JSON, in which each member has the one colon that stands outside strings.
std::size_t count_written_members(std::string_view text) {
  std::size_t members = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (c == ':' && !in_string) {
      ++members;
    }
  }
  return members;
}

/// Members as kept: of two with one name the parser keeps the last.
std::size_t count_kept_members(const json::value& value) {
  std::size_t members = 0;
  if (const auto* object = value.if_object()) {
    members = object->size();
    for (const auto& member : *object) {
      members += count_kept_members(member.value());
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) {
      members += count_kept_members(element);
    }
  }
  return members;
}

}  // namespace

std::optional<json::object> parse_object(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !value.is_object() || count_written_members(text) != count_kept_members(value)) {
    return std::nullopt;
  }
  return std::move(value.as_object());
}

std::optional<std::string_view> string_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
  if (value == nullptr || !value->is_string()) {
    return std::nullopt;
  }
  const json::string& text = value->get_string();
  return std::string_view(text.data(), text.size());
}

}  // namespace belfry::auth

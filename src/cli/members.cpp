#include "cli/members.hpp"

#include "cli/terminal.hpp"
#include "json/writer.hpp"

namespace belfry::cli {

std::string_view string_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

const boost::json::object* object_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

std::int64_t integer_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::optional<double> number_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_number() ? std::optional(value->to_number<double>()) : std::nullopt;
}

bool true_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::string shown_member(const boost::json::object& object, std::string_view name) {
  return printable(string_member(object, name));
}

std::string shown_json(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const bool filled = value != nullptr && ((value->is_object() && !value->get_object().empty()) ||
                                           (value->is_array() && !value->get_array().empty()));
  return filled ? printable(json::compact(*value)) : std::string();
}

}  // namespace belfry::cli

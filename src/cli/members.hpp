#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Members of what a server sent, which may have any shape.
namespace belfry::cli {

/// Empty unless it is text.
std::string_view string_member(const boost::json::object& object, std::string_view name);
/// Null unless it is an object.
const boost::json::object* object_member(const boost::json::object& object, std::string_view name);
/// 0 unless it is an integer.
std::int64_t integer_member(const boost::json::object& object, std::string_view name);
/// Nothing unless it is a number.
std::optional<double> number_member(const boost::json::object& object, std::string_view name);
bool true_member(const boost::json::object& object, std::string_view name);

/// The text of a member for people: empty unless it is text, and nothing in it steers a terminal.
std::string shown_member(const boost::json::object& object, std::string_view name);
/// An object or an array as compact JSON; empty where there is none or nothing in it.
std::string shown_json(const boost::json::object& object, std::string_view name);

}  // namespace belfry::cli

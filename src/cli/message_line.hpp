#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::cli {

/// Milliseconds as local time of day: `14:03:07`.
std::string time_of_day(std::int64_t unix_millis);
/// With its day: `2026-01-25 14:03:07`.
std::string date_and_time(std::int64_t unix_millis);

/// A message of the notifications dialect as one line: `14:03:07 upload_complete Parts list is in: 120 rows`. Whatever
/// the message holds, the line steers no terminal.
std::string message_line(const boost::json::object& envelope);

std::string_view string_member(const boost::json::object& object, std::string_view name);
/// Null unless it is an object.
const boost::json::object* object_member(const boost::json::object& object, std::string_view name);
std::int64_t integer_member(const boost::json::object& object, std::string_view name);

}  // namespace belfry::cli

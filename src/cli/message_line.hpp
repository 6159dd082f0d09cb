#pragma once

#include "domain/dialect_kind.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::cli {

/// Milliseconds as local time of day: `14:03:07`.
std::string time_of_day(std::int64_t unix_millis);
/// With its day: `2026-01-25 14:03:07`.
std::string date_and_time(std::int64_t unix_millis);
/// The Unix milliseconds of a time as any of our messages says it: a number of them, or ISO 8601. Nothing for what is
/// neither.
std::optional<std::int64_t> time_member(const boost::json::object& object, std::string_view name);

/// A message of a dialect as one line: `14:03:07 upload_complete Parts list is in: 120 rows`. Whatever the message
/// holds, the line steers no terminal.
std::string message_line(DialectKind dialect, const boost::json::object& message);

}  // namespace belfry::cli

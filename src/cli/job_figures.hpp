#pragma once

#include <boost/json/object.hpp>

#include <initializer_list>
#include <optional>
#include <string>

/// What is said of a job wherever it is shown. Takes members of any shape; whatever they hold, the text steers no
/// terminal.
namespace belfry::cli {

/// `42.5 %`; `-` while there is none.
std::string percent_text(std::optional<double> percent);

/// `~12 s left`, `~4 min left`, `~2 h 5 min left`; empty while it is not known.
std::string time_left_text(std::optional<double> seconds);

/// `CODE: what went wrong {"row":7}`, of `{code, message, details?}`.
std::string error_text(const boost::json::object& error);

/// Parts two spaces apart, without the empty ones.
std::string spaced(std::initializer_list<std::string> parts);

}  // namespace belfry::cli

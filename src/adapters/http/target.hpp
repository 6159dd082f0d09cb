#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::http {

struct QueryParameter {
  std::string name;
  std::string value;
};

/// A request target taken apart (RFC 9112 section 3.2): origin form, absolute form without its authority, or `*`.
struct Target {
  std::string path;                   ///< as sent, without the query: for logs and `instance`
  std::vector<std::string> segments;  ///< between the slashes, percent-decoded once; "/" has none
  std::vector<QueryParameter> query;  ///< decoded like a form: `+` is a space; repeated names are kept
  std::string raw_query = {};         ///< what followed the `?`, as sent: for signatures
};

/// Nothing for another form, or for percent signs that encode nothing or a NUL.
std::optional<Target> parse_target(std::string_view target);

}  // namespace belfry::http

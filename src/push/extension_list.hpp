#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::push {

struct ExtensionParameter {
  std::string_view name;
  std::optional<std::string> value;  ///< without quotes
};

struct Extension {
  std::string_view name;
  std::vector<ExtensionParameter> parameters;  ///< in the client's order; names may repeat
};

/// The extensions that a client offers (RFC 6455 section 9.1), in its order: the values of all its
/// Sec-WebSocket-Extensions fields. Nothing when one of them does not keep to the grammar: names and values are tokens,
/// a quoted value too once it is unquoted. Names are views into the fields.
std::optional<std::vector<Extension>> parse_extensions(const std::vector<std::string_view>& fields);

}  // namespace belfry::push

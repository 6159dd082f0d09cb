#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry {

/// A route selection expression as API Gateway has it: which part of a message names the route that handles it.
/// `$request.body.action`, `${request.body.service}/${request.body.action}`, or plain text; `\$` is a dollar sign.
/// Immutable; any thread.
class RouteSelection {
 public:
  /// What stands at a path below the body, as text; nothing when there is nothing.
  using Lookup = std::function<std::optional<std::string>(const std::vector<std::string>& path)>;

  /// Nothing for what is no such expression: another variable than `request.body`, an open brace, an empty name.
  static std::optional<RouteSelection> parse(std::string_view expression);

  /// The route key of a message. What is missing in it is empty text.
  std::string select(const Lookup& lookup) const;

 private:
  struct Part {
    std::string text;               ///< as it stands, when `path` is empty
    std::vector<std::string> path;  ///< below the body
  };

  std::vector<Part> parts_;
};

}  // namespace belfry

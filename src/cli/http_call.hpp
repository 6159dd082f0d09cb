#pragma once

#include "cli/outcome.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace belfry::cli {

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::string bearer;  ///< empty: no Authorization
  std::vector<std::string> headers = {};
  std::optional<std::string> body = {};  ///< JSON
  std::chrono::milliseconds timeout = std::chrono::seconds(10);
};

struct HttpAnswer {
  long status = 0;
  std::string body;
};

/// Blocks. Any answer of the server is a value; an error is a line with a hint when no server answers. Follows no
/// redirect, so that the key goes to no other host.
Outcome<HttpAnswer> call(const HttpRequest& request);

/// A refusal as text: `422 VALIDATION_FAILED: Validation failed; /type: unknown type`. Any body will do.
std::string describe_refusal(const HttpAnswer& answer);

}  // namespace belfry::cli

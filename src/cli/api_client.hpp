#pragma once

#include "cli/outcome.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry::cli {

/// A server's HTTP API with one credential.
class ApiClient {
 public:
  /// The body of a good answer. Blocks. `target` is a path, with its query.
  Outcome<std::string> get(const std::string& target) const { return call("GET", target, std::nullopt); }
  Outcome<std::string> post(const std::string& target, std::string body, std::vector<std::string> headers = {}) const {
    return call("POST", target, std::move(body), std::move(headers));
  }
  Outcome<std::string> remove(const std::string& target) const { return call("DELETE", target, std::nullopt); }

 protected:
  ApiClient(std::string base, std::string bearer) : base_(std::move(base)), bearer_(std::move(bearer)) {}

 private:
  Outcome<std::string> call(std::string method, const std::string& target, std::optional<std::string> body,
                            std::vector<std::string> headers = {}) const;

  std::string base_;
  std::string bearer_;
};

/// As one segment of a path or one value of a query (RFC 3986 section 2.3).
std::string percent_encoded(std::string_view text);

}  // namespace belfry::cli

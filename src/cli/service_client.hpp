#pragma once

#include "cli/config_options.hpp"
#include "cli/outcome.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry::cli {

/// The flags of a command that speaks to a server as a service does.
struct ServiceOptions {
  ConfigOptions config;
  std::optional<std::string> url;
  std::optional<std::string> key;
  bool json = false;

  void declare(CLI::App& command);
};

/// A server as a service with one of its keys sees it.
class ServiceClient {
 public:
  /// With a key that has the scope. The error is an exit code; what is wrong has been reported.
  static std::expected<ServiceClient, int> open(const ServiceOptions& options, std::string_view scope);

  /// The body of a good answer. Blocks.
  Outcome<std::string> get(const std::string& target) const { return call("GET", target, std::nullopt); }
  Outcome<std::string> post(const std::string& target, std::string body, std::vector<std::string> headers = {}) const {
    return call("POST", target, std::move(body), std::move(headers));
  }
  Outcome<std::string> remove(const std::string& target) const { return call("DELETE", target, std::nullopt); }

 private:
  ServiceClient(std::string base, std::string key) : base_(std::move(base)), key_(std::move(key)) {}

  Outcome<std::string> call(std::string method, const std::string& target, std::optional<std::string> body,
                            std::vector<std::string> headers = {}) const;

  std::string base_;
  std::string key_;
};

/// As one segment of a path or one value of a query (RFC 3986 section 2.3).
std::string percent_encoded(std::string_view text);

}  // namespace belfry::cli

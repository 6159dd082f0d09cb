#pragma once

#include "cli/api_client.hpp"
#include "cli/config_options.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

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
class ServiceClient : public ApiClient {
 public:
  /// With a key that has the scope. The error is an exit code; what is wrong has been reported.
  static std::expected<ServiceClient, int> open(const ServiceOptions& options, std::string_view scope);

 private:
  using ApiClient::ApiClient;
};

}  // namespace belfry::cli

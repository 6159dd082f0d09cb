#pragma once

#include "cli/api_client.hpp"
#include "cli/config_options.hpp"

#include <expected>
#include <optional>
#include <string>

namespace belfry::cli {

/// The flags of a command that speaks to a server as a user does.
struct UserOptions {
  ConfigOptions config;
  std::optional<std::string> url;
  std::string user;
  bool json = false;

  void declare(CLI::App& command);
};

/// A server as a signed-in user sees it.
class UserClient : public ApiClient {
 public:
  /// With a JWT that lives as long as a command may take, signed with the configured secret. The error is an exit code;
  /// what is wrong has been reported.
  static std::expected<UserClient, int> open(const UserOptions& options);

 private:
  using ApiClient::ApiClient;
};

}  // namespace belfry::cli

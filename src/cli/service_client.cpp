#include "cli/service_client.hpp"

#include "cli/http_call.hpp"
#include "cli/run.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iterator>
#include <utility>

namespace belfry::cli {

void ServiceOptions::declare(CLI::App& command) {
  command.add_option("--url", url, "The server; default: as configured")->type_name("URL");
  command.add_option("--key", key, "Service key; default: as configured")->type_name("KEY");
  command.add_flag("--json", json, "Print the server's answer as it is");
  config.declare(command);
}

std::expected<ServiceClient, int> ServiceClient::open(const ServiceOptions& options, std::string_view scope) {
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return std::unexpected(kFailed);
  }
  const auto key = options.key ? Outcome<std::string>(*options.key) : service_key(loaded.config, scope);
  if (!key) {
    return std::unexpected(failure(key.error()));
  }
  const auto url = base_url(options.url, loaded, Listener::internal);
  if (!url) {
    return std::unexpected(wrong_usage(url.error()));
  }
  return ServiceClient(url->str(), *key);
}

Outcome<std::string> ServiceClient::call(std::string method, const std::string& target, std::optional<std::string> body,
                                         std::vector<std::string> headers) const {
  const HttpRequest request{.method = std::move(method),
                            .url = base_ + target,
                            .bearer = key_,
                            .headers = std::move(headers),
                            .body = std::move(body)};
  auto answer = cli::call(request);
  if (!answer) {
    return refuse(std::move(answer.error()));
  }
  if (answer->status / 100 != 2) {
    return refuse(describe_refusal(*answer));
  }
  return std::move(answer->body);
}

std::string percent_encoded(std::string_view text) {
  const auto is_unreserved = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
  };
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace belfry::cli

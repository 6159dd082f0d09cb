#include "cli/api_client.hpp"

#include "cli/http_call.hpp"

#include <fmt/format.h>

#include <iterator>

namespace belfry::cli {

Outcome<std::string> ApiClient::call(std::string method, const std::string& target, std::optional<std::string> body,
                                     std::vector<std::string> headers) const {
  const HttpRequest request{.method = std::move(method),
                            .url = base_ + target,
                            .bearer = bearer_,
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

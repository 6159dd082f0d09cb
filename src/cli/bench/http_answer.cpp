#include "cli/bench/http_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace belfry::cli::bench {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kHints{{
    {"TOO_MANY_CONNECTIONS", "set limits.connections_per_user = 0"},
    {"SERVER_FULL", "raise limits.connections"},
    {"RATE_LIMITED", "set limits.connect_attempts_per_minute_per_ip = 0"},
    {"TOKEN_INVALID", "auth.connection_tokens.secret (or auth.jwt) is not the server's"},
    {"TOKEN_EXPIRED", "the clocks differ"},
    {"UNAUTHORIZED", "the service key is not the server's: --key or auth.service_keys"},
    {"ORIGIN_NOT_ALLOWED", "the server asks for an origin: see origins.allow"},
    {"OVERLOADED", "the server's queues are full: fewer at once"},
    {"FORBIDDEN", "the service key lacks the scope publish, or jobs"},
}};

/// The value of a header field, in lower case; empty when it is not there.
std::string field_of(std::string_view head, std::string_view name) {
  std::string lower(head);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::size_t at = lower.find(fmt::format("\r\n{}:", name));
  if (at == std::string::npos) {
    return {};
  }
  const std::size_t begin = lower.find_first_not_of(' ', at + name.size() + 3);
  return lower.substr(begin, lower.find("\r\n", begin) - begin);
}

template <class Number>
Number number_in(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::optional<HttpAnswer> take_answer(std::string& bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos) {
    return std::nullopt;
  }
  const std::string_view head = std::string_view(bytes).substr(0, end + 2);
  const auto length = number_in<std::size_t>(field_of(head, "content-length"));
  if (bytes.size() < end + 4 + length) {
    return std::nullopt;
  }
  const std::size_t space = head.find(' ');
  HttpAnswer answer{.status = number_in<int>(head.substr(std::min(space + 1, head.size()))),
                    .body = bytes.substr(end + 4, length)};
  bytes.erase(0, end + 4 + length);
  return answer;
}

std::string explain(const HttpAnswer& answer) {
  for (const auto& [code, hint] : kHints) {
    if (answer.body.find(fmt::format("\"{}\"", code)) != std::string::npos) {
      return fmt::format("the server answered {} {}: {}", answer.status, code, hint);
    }
  }
  return fmt::format("the server answered {}: {}", answer.status, answer.body.substr(0, 200));
}

}  // namespace belfry::cli::bench

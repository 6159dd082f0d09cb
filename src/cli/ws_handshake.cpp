#include "cli/ws_handshake.hpp"

#include "base/random.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace belfry::cli {
namespace {

constexpr std::size_t kMaxHead = 16'384;

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a zero
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lowered;
}

std::string_view without_spaces(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string random_websocket_key() {
  std::array<std::uint8_t, 16> bytes{};
  fill_random(bytes);
  return base64(bytes);
}

std::string to_text(const UpgradeRequest& request) {
  std::string text = fmt::format(
      "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: {}\r\nUser-Agent: belfry-cli\r\n",
      request.target, request.host, request.key);
  if (!request.subprotocols.empty()) {
    text += fmt::format("Sec-WebSocket-Protocol: {}\r\n", fmt::join(request.subprotocols, ", "));
  }
  return text + "\r\n";
}

std::string_view AnswerHead::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Outcome<std::optional<AnswerHead>> parse_answer_head(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    return bytes.size() > kMaxHead ? Outcome<std::optional<AnswerHead>>(refuse("the server's answer is too long"))
                                   : std::nullopt;
  }
  AnswerHead head;
  head.size = end + 4;
  std::string_view rest = bytes.substr(0, end + 2);
  const std::string_view status_line = rest.substr(0, rest.find("\r\n"));
  const bool http = status_line.starts_with("HTTP/1.1 ") && status_line.size() >= 12;
  if (!http || std::from_chars(status_line.data() + 9, status_line.data() + 12, head.status).ec != std::errc()) {
    return refuse("the server does not speak HTTP/1.1");
  }
  rest.remove_prefix(status_line.size() + 2);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      head.headers.emplace(lower(line.substr(0, colon)), without_spaces(line.substr(colon + 1)));
    }
    rest.remove_prefix(line.size() + 2);
  }
  return head;
}

Outcome<void> check_upgrade(const AnswerHead& head, const UpgradeRequest& request) {
  if (lower(head.header("upgrade")) != "websocket" ||
      lower(head.header("connection")).find("upgrade") == std::string::npos ||
      head.header("sec-websocket-accept") != accept_for(request.key)) {
    return refuse("the server's upgrade to a WebSocket is not valid");
  }
  const std::string_view chosen = head.header("sec-websocket-protocol");
  if (!chosen.empty() && std::ranges::find(request.subprotocols, chosen) == request.subprotocols.end()) {
    return refuse("the server chose a subprotocol that was not offered");
  }
  if (!head.header("sec-websocket-extensions").empty()) {
    return refuse("the server chose an extension that was not offered");
  }
  return {};
}

std::string accept_for(std::string_view key) {
  const std::string input = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<std::uint8_t, 20> digest{};
  EVP_Digest(input.data(), input.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
  return base64(digest);
}

}  // namespace belfry::cli

#include "push/handshake.hpp"

#include "push/token_list.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace belfry::push {

namespace {

constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t kSha1Size = 20;

bool list_contains(const std::vector<std::string_view>& fields, std::string_view wanted) {
  return std::any_of(fields.begin(), fields.end(), [&](std::string_view field) {
    const auto elements = split_list(field);
    return std::any_of(elements.begin(), elements.end(),
                       [&](std::string_view element) { return equals_ignoring_case(element, wanted); });
  });
}

bool is_base64_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/// Base64 of 16 bytes: 22 characters and two of padding.
bool is_key(std::string_view key) {
  return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, is_base64_char);
}

std::unexpected<HandshakeRefusal> refuse(unsigned status, std::string_view detail, std::string_view name = {},
                                         std::string_view value = {}) {
  return std::unexpected(
      HandshakeRefusal{.status = status, .detail = detail, .field_name = name, .field_value = value});
}

}  // namespace

std::expected<std::string, HandshakeRefusal> check_handshake(const OpeningRequest& request) {
  if (request.method != "GET") {
    return refuse(405, "A WebSocket is opened with GET.", "Allow", "GET");
  }
  if (request.http_version < 11) {
    return refuse(400, "A WebSocket needs HTTP/1.1.");
  }
  if (!list_contains(request.fields("Upgrade"), "websocket")) {
    return refuse(426, "This address speaks WebSocket only.", "Upgrade", "websocket");
  }
  if (!list_contains(request.fields("Connection"), "upgrade")) {
    return refuse(400, "The Connection field does not name upgrade.");
  }
  if (request.fields("Host").size() != 1) {
    return refuse(400, "Exactly one Host field is needed.");
  }
  const auto versions = request.fields("Sec-WebSocket-Version");
  if (versions.size() != 1) {
    return refuse(400, "Exactly one Sec-WebSocket-Version field is needed.", "Sec-WebSocket-Version", "13");
  }
  if (versions[0] != "13") {
    return refuse(426, "Only WebSocket version 13 is spoken here.", "Sec-WebSocket-Version", "13");
  }
  const auto keys = request.fields("Sec-WebSocket-Key");
  if (keys.size() != 1 || !is_key(keys[0])) {
    return refuse(400, "Exactly one Sec-WebSocket-Key field with 16 bytes in base64 is needed.");
  }
  return accept_value(keys[0]);
}

std::string accept_value(std::string_view key) {
  const std::string joined = std::string(key).append(kGuid);
  std::array<unsigned char, kSha1Size> digest;
  if (EVP_Digest(joined.data(), joined.size(), digest.data(), nullptr, EVP_sha1(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no SHA-1");  // a build or policy of OpenSSL that cannot serve WebSockets
  }
  std::array<unsigned char, 4 * ((kSha1Size + 2) / 3) + 1> text;
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)};
}

}  // namespace belfry::push

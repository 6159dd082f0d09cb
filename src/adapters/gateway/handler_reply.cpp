#include "adapters/gateway/handler_reply.hpp"

#include "base/utf8.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace belfry::gateway {
namespace {

using Reply = std::expected<HandlerReply, std::string>;

constexpr std::array<std::string_view, 5> kMembers = {"statusCode", "headers", "multiValueHeaders", "body",
                                                      "isBase64Encoded"};

bool is_status(std::int64_t number) { return number >= 200 && number <= 599; }

/// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  const auto fits = [](char c) {
    const bool alphanumeric = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::ranges::all_of(text, fits);
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string> subprotocol_of(const boost::json::object& reply) {
  const auto* found = reply.if_contains("headers");
  const auto* headers = found == nullptr ? nullptr : found->if_object();
  if (headers == nullptr) {
    return std::nullopt;
  }
  for (const auto& header : *headers) {
    if (same_name(header.key(), "Sec-WebSocket-Protocol") && header.value().is_string()) {
      return std::string(header.value().get_string());
    }
  }
  return std::nullopt;
}

Reply read_proxy(const boost::json::object& reply) {
  for (const auto& member : reply) {
    if (std::ranges::find(kMembers, std::string_view(member.key())) == kMembers.end()) {
      return std::unexpected(fmt::format("the reply has a member of its own: {}", std::string_view(member.key())));
    }
  }
  const auto* status = reply.at("statusCode").if_int64();
  if (status == nullptr || !is_status(*status)) {
    return std::unexpected("statusCode is no status");
  }
  HandlerReply read{.status = static_cast<int>(*status)};
  const auto* encoded = reply.if_contains("isBase64Encoded");
  if (encoded != nullptr && encoded->is_bool() && encoded->get_bool()) {
    return std::unexpected("a body in base64 cannot be sent");
  }
  if (const auto* body = reply.if_contains("body"); body != nullptr && !body->is_null()) {
    if (!body->is_string()) {
      return std::unexpected("body is no string");
    }
    read.body = std::string(body->get_string());
  }
  read.subprotocol = subprotocol_of(reply);
  if (read.subprotocol && !is_token(*read.subprotocol)) {
    return std::unexpected("Sec-WebSocket-Protocol is no token");
  }
  return read;
}

}  // namespace

Reply read_reply(const http_client::PostAnswer& answer, Contract contract) {
  if (answer.cut_off) {
    return std::unexpected("the answer is too long");
  }
  if (answer.header) {
    return std::unexpected(fmt::format("the function failed: {}", *answer.header));
  }
  if (contract == Contract::invoke && answer.status != 200) {
    return std::unexpected(fmt::format("status {}", answer.status));
  }
  const auto value = json::parse(answer.body);
  const auto* object = value ? value->if_object() : nullptr;
  if (object != nullptr && object->contains("statusCode")) {
    return read_proxy(*object);
  }
  if (contract == Contract::invoke) {
    return std::unexpected("the reply has no statusCode");
  }
  if (!is_status(answer.status) || answer.status >= 500) {
    return std::unexpected(fmt::format("status {}", answer.status));
  }
  if (!count_characters(answer.body)) {
    return std::unexpected("the answer is not UTF-8");
  }
  HandlerReply read{.status = answer.status};
  if (!answer.body.empty()) {
    read.body = answer.body;
  }
  return read;
}

}  // namespace belfry::gateway

#include "adapters/gateway/event_json.hpp"

#include "base/random.hpp"
#include "base/utf8.hpp"
#include "json/writer.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace belfry::gateway {
namespace {

using Field = GatewayHandshake::Field;

constexpr std::string_view kApiId = "belfry";
constexpr std::string_view kTraceId = "X-Amzn-Trace-Id";

/// `11/Nov/2024:11:35:24 +0000`.
std::string clf_time(Instant at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  return fmt::format("{:%d/%b/%Y:%H:%M:%S} +0000", fmt::gmtime(seconds));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool is_of_the_upgrade(const Field& field) {
  return same_name(field.name, "Connection") || same_name(field.name, "Upgrade");
}

/// Headers and queries may hold any bytes: what is not UTF-8 is read as Latin-1.
std::string as_utf8(std::string_view bytes) {
  if (count_characters(bytes)) {
    return std::string(bytes);
  }
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

/// Two members: each name with its last value, and each name with all of them.
void write_fields(json::Writer& writer, std::string_view single, std::string_view multi,
                  const std::vector<Field>& fields) {
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> grouped;
  for (const Field& field : fields) {
    const auto known =
        std::ranges::find_if(grouped, [&](const auto& group) { return same_name(group.first, field.name); });
    if (known == grouped.end()) {
      grouped.push_back({field.name, {field.value}});
    } else {
      known->second.push_back(field.value);
    }
  }
  writer.key(single);
  writer.begin_object();
  for (const auto& [name, values] : grouped) {
    writer.escaped_key(as_utf8(name));
    writer.string(as_utf8(values.back()));
  }
  writer.end_object();
  writer.key(multi);
  writer.begin_object();
  for (const auto& [name, values] : grouped) {
    writer.escaped_key(as_utf8(name));
    writer.begin_array();
    for (const std::string_view value : values) {
      writer.string(as_utf8(value));
    }
    writer.end_array();
  }
  writer.end_object();
}

/// `Root=1-6731ebfc-08e1e656421db73c5d2eef31`: seconds, then 96 random bits.
std::string trace_id(Instant at) {
  return fmt::format("Root=1-{:08x}-{:016x}{:08x}", to_millis(at) / 1000, random_u64(), random_u64() >> 32);
}

struct Kind {
  std::string_view name;
  std::string_view message_id = {};
  const GatewayEnd* end = nullptr;
};

void write_context(json::Writer& writer, const EventContext& context, const GatewayConnection& connection,
                   const Kind& kind) {
  writer.key("requestContext");
  writer.begin_object();
  writer.member("routeKey", context.route_key);
  if (!kind.message_id.empty()) {
    writer.member("messageId", kind.message_id);
  }
  if (kind.end != nullptr) {
    writer.member("disconnectStatusCode", kind.end->code);
  }
  writer.member("eventType", kind.name);
  writer.member("extendedRequestId", context.request_id);
  writer.member("requestTime", clf_time(context.at));
  writer.member("messageDirection", "IN");
  if (kind.end != nullptr) {
    writer.member("disconnectReason", kind.end->reason);
  }
  writer.member("stage", context.stage);
  writer.member("connectedAt", connection.connected_at);
  writer.member("requestTimeEpoch", context.at);
  writer.key("identity");
  writer.begin_object();
  if (!connection.user_agent.empty()) {
    writer.member("userAgent", as_utf8(connection.user_agent));
  }
  writer.member("sourceIp", connection.source_ip);
  writer.end_object();
  writer.member("requestId", context.request_id);
  writer.member("domainName", as_utf8(connection.domain_name));
  writer.member("connectionId", connection.id);
  writer.member("apiId", kApiId);
  writer.end_object();
}

}  // namespace

std::string connect_event(const EventContext& context, const GatewayConnection& connection,
                          const GatewayHandshake& handshake, const Forwarded& forwarded) {
  std::vector<Field> headers;
  std::ranges::remove_copy_if(handshake.headers, std::back_inserter(headers), [](const Field& field) {
    return is_of_the_upgrade(field) || same_name(field.name, "X-Forwarded-For") ||
           same_name(field.name, "X-Forwarded-Port") || same_name(field.name, "X-Forwarded-Proto");
  });
  if (std::ranges::none_of(headers, [](const Field& field) { return same_name(field.name, kTraceId); })) {
    headers.push_back({std::string(kTraceId), trace_id(context.at)});
  }
  headers.push_back({"X-Forwarded-For", connection.source_ip});
  headers.push_back({"X-Forwarded-Port", forwarded.port});
  headers.push_back({"X-Forwarded-Proto", forwarded.proto});
  json::Writer writer(1024);
  writer.begin_object();
  write_fields(writer, "headers", "multiValueHeaders", headers);
  if (!handshake.query.empty()) {
    write_fields(writer, "queryStringParameters", "multiValueQueryStringParameters", handshake.query);
  }
  write_context(writer, context, connection, {.name = "CONNECT"});
  writer.member("isBase64Encoded", false);
  writer.end_object();
  return writer.take();
}

std::string message_event(const EventContext& context, const GatewayConnection& connection, std::string_view message_id,
                          std::string_view body) {
  json::Writer writer(512 + body.size() * 2);
  writer.begin_object();
  write_context(writer, context, connection, {.name = "MESSAGE", .message_id = message_id});
  writer.member("body", body);
  writer.member("isBase64Encoded", false);
  writer.end_object();
  return writer.take();
}

std::string disconnect_event(const EventContext& context, const GatewayConnection& connection, const GatewayEnd& end) {
  json::Writer writer(1024);
  writer.begin_object();
  write_fields(writer, "headers", "multiValueHeaders",
               {{"Host", connection.domain_name}, {"x-api-key", ""}, {"X-Forwarded-For", ""}, {"x-restapi", ""}});
  write_context(writer, context, connection, {.name = "DISCONNECT", .message_id = {}, .end = &end});
  writer.member("isBase64Encoded", false);
  writer.end_object();
  return writer.take();
}

std::string gateway_frame(std::string_view message, const GatewayConnection& connection, std::string_view request_id) {
  return fmt::format(R"({{"message": "{}", "connectionId":"{}", "requestId":"{}"}})", message, connection.id,
                     request_id);
}

}  // namespace belfry::gateway

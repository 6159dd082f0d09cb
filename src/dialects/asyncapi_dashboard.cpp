#include "dialects/asyncapi_dashboard.hpp"

#include "base/error.hpp"
#include "dialects/notifications_payloads.hpp"
#include "json/message.hpp"
#include "wire/dashboard_json.hpp"
#include "wire/error_json.hpp"

#include <array>
#include <string>

namespace belfry::asyncapi {
namespace {

using json::put_member;
using json::Schema;

/// What a client's message may be answered with, and what ends a connection.
constexpr std::array kErrors = {
    ErrorCode::invalid_message,   ErrorCode::unknown_type,      ErrorCode::unsupported_version,
    ErrorCode::payload_too_large, ErrorCode::rate_limited,      ErrorCode::token_expired,
    ErrorCode::forbidden_channel, ErrorCode::invalid_channel,   ErrorCode::validation_failed,
    ErrorCode::overloaded,        ErrorCode::store_unavailable, ErrorCode::internal_error};

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

Schema with_timestamp(Schema schema) {
  put_member(schema, "timestamp", of<json::IsoTime>());
  return schema;
}

Schema connected() {
  Schema schema;
  put_member(schema, "connectionId", of<std::string>());
  put_member(schema, "userId", of<std::string>());
  return with_timestamp(std::move(schema));
}

std::vector<Message> said_by_clients() {
  return {from_client("ping", "Is anybody there?", {{"type", "object"}}, R"({"type":"ping","version":"1.0","data":{}})",
                      {"pong"}),
          from_client("subscribe", "Subscribe the user to channels; answered only when refused.",
                      of<notifications::ChannelsPayload>(),
                      R"({"type":"subscribe","version":"1.0","data":{"channels":["news"]}})", {"error"}),
          from_client("unsubscribe", "Unsubscribe the user from channels; answered only when refused.",
                      of<notifications::ChannelsPayload>(),
                      R"({"type":"unsubscribe","version":"1.0","data":{"channels":["news"]}})", {"error"})};
}

std::vector<Message> said_by_server() {
  return {from_server("connected", "Always the first message.", connected(),
                      R"({"type":"connected","version":"1.0","timestamp":"2026-01-25T12:00:00.000Z","data":{
                  "connectionId":"conn_1795219200123_k3v9","userId":"ada","timestamp":"2026-01-25T12:00:00.000Z"}})"),
          from_server("pong", "The answer to a ping.", with_timestamp({}),
                      R"({"type":"pong","version":"1.0","timestamp":"2026-01-25T12:00:00.000Z",
                  "data":{"timestamp":"2026-01-25T12:00:00.000Z"}})"),
          from_server("notification", "Of the user's inbox, of everybody's, or pushed by a service.",
                      of<wire::DashboardNotification>(),
                      R"({"type":"notification","version":"1.0","timestamp":"2026-01-25T12:00:00.000Z","data":{
                  "id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","title":"parts.csv is complete","message":"1,204 rows",
                  "level":"success","severity":"success","timestamp":"2026-01-25T12:00:00.000Z",
                  "notificationType":"upload_complete"}})"),
          from_server("upload_progress", "How far an upload is.", of<wire::UploadProgress>(),
                      R"({"type":"upload_progress","version":"1.0","timestamp":"2026-01-25T12:00:00.000Z","data":{
                  "uploadId":"job_20260125_k3v9","fileName":"parts.csv","progress":42.5,"currentRow":512,
                  "totalRows":1204,"message":"Storing","estimatedSecondsRemaining":7,
                  "timestamp":"2026-01-25T12:00:00.000Z"}})"),
          from_server("error", "A message was refused, or something ends.", with_timestamp(wire::error_schema(kErrors)),
                      R"({"type":"error","version":"1.0","timestamp":"2026-01-25T12:00:00.000Z","data":{
                  "code":"UNKNOWN_TYPE","message":"Route not supported","timestamp":"2026-01-25T12:00:00.000Z"}})")};
}

}  // namespace

std::vector<Message> dashboard_messages() {
  std::vector<Message> all = said_by_clients();
  for (Message& each : said_by_server()) {
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace belfry::asyncapi

#include "wire/error_json.hpp"

#include "json/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace belfry::wire {

void write_error_members(json::Writer& writer, const Error& error) {
  writer.member("code", name_of(error.code));
  writer.member("message", error.detail);
  if (!error.fields.empty()) {
    writer.key("details");
    writer.begin_array();
    for (const FieldError& field : error.fields) {
      writer.begin_object();
      writer.member("pointer", field.pointer);
      writer.member("code", field.code);
      writer.member("detail", field.detail);
      writer.end_object();
    }
    writer.end_array();
  }
  writer.member("retryAfterMs", error.retry_after_ms);
}

json::Schema error_schema(std::span<const ErrorCode> codes) {
  std::vector<std::string_view> names;
  for (const ErrorCode code : codes) {
    names.push_back(name_of(code));
  }
  json::Schema schema;
  json::put_member(schema, "code", json::choice(names));
  json::put_member(schema, "message", json::schema<std::string>(json::UnknownMembers::ignore));
  json::put_member(schema, "details", json::array_of(json::reference("FieldError")), json::Presence::optional);
  json::put_member(schema, "retryAfterMs", json::schema<std::uint32_t>(json::UnknownMembers::ignore),
                   json::Presence::optional);
  return schema;
}

}  // namespace belfry::wire

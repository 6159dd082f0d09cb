#include "json/codec.hpp"

#include "base/iso8601.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace belfry::json {
namespace {

/// The last millisecond of the year 9999: the end of what the text form can say.
constexpr std::int64_t kMaxMillis = 253'402'300'799'999;

/// 2 to the 63rd: the first double that no int64 holds.
constexpr double kInt64End = 9223372036854775808.0;

}  // namespace

namespace detail {

bool read_integer(const boost::json::value& value, std::int64_t min, std::int64_t max, std::int64_t& out,
                  ReadContext& context) {
  if (!value.is_number()) {
    context.wrong_type("an integer");
    return false;
  }
  std::optional<std::int64_t> number;
  if (const auto* plain = value.if_int64()) {
    number = *plain;
  } else if (const auto* real = value.if_double()) {
    if (*real != std::floor(*real)) {
      context.wrong_type("an integer");
      return false;
    }
    if (*real >= -kInt64End && *real < kInt64End) {
      number = static_cast<std::int64_t>(*real);
    }
  }
  if (!number || *number < min || *number > max) {
    context.fault("range", fmt::format("must be from {} to {}", min, max));
    return false;
  }
  out = *number;
  return true;
}

}  // namespace detail

void Codec<bool>::read(const boost::json::value& value, bool& out, ReadContext& context) {
  if (const bool* flag = value.if_bool()) {
    out = *flag;
  } else {
    context.wrong_type("true or false");
  }
}
void Codec<bool>::write(Writer& writer, const bool& value) { writer.boolean(value); }
boost::json::object Codec<bool>::schema(UnknownMembers) { return {{"type", "boolean"}}; }

void Codec<double>::read(const boost::json::value& value, double& out, ReadContext& context) {
  if (value.is_number()) {
    out = value.to_number<double>();
  } else {
    context.wrong_type("a number");
  }
}
void Codec<double>::write(Writer& writer, const double& value) { writer.number(value); }
boost::json::object Codec<double>::schema(UnknownMembers) { return {{"type", "number"}}; }

void Codec<std::string>::read(const boost::json::value& value, std::string& out, ReadContext& context) {
  if (const auto* text = value.if_string()) {
    out.assign(text->data(), text->size());
  } else {
    context.wrong_type("a string");
  }
}
void Codec<std::string>::write(Writer& writer, const std::string& value) { writer.string(value); }
boost::json::object Codec<std::string>::schema(UnknownMembers) { return {{"type", "string"}}; }

void Codec<Uuid>::read(const boost::json::value& value, Uuid& out, ReadContext& context) {
  const auto* text = value.if_string();
  if (text == nullptr) {
    return context.wrong_type("a string");
  }
  if (const auto id = Uuid::parse(std::string_view(*text))) {
    out = *id;
  } else {
    context.fault("pattern", "must be a UUID");
  }
}
void Codec<Uuid>::write(Writer& writer, const Uuid& value) { writer.put(value); }
boost::json::object Codec<Uuid>::schema(UnknownMembers) { return {{"type", "string"}, {"format", "uuid"}}; }

void Codec<Instant>::read(const boost::json::value& value, Instant& out, ReadContext& context) {
  std::int64_t millis = 0;
  if (detail::read_integer(value, 0, kMaxMillis, millis, context)) {
    out = from_millis(millis);
  }
}
void Codec<Instant>::write(Writer& writer, const Instant& value) { writer.put(value); }
boost::json::object Codec<Instant>::schema(UnknownMembers) {
  return {{"type", "integer"}, {"minimum", 0}, {"maximum", kMaxMillis}, {"description", "Unix milliseconds"}};
}

void Codec<IsoTime>::read(const boost::json::value& value, IsoTime& out, ReadContext& context) {
  const auto* text = value.if_string();
  if (text == nullptr) {
    return context.wrong_type("a string");
  }
  if (const auto at = parse_iso8601(std::string_view(*text))) {
    out.at = *at;
  } else {
    context.fault("pattern", "must be a time like 2026-01-25T12:00:00.000Z");
  }
}
void Codec<IsoTime>::write(Writer& writer, const IsoTime& value) { writer.string(format_iso8601(value.at)); }
boost::json::object Codec<IsoTime>::schema(UnknownMembers) { return {{"type", "string"}, {"format", "date-time"}}; }

void Codec<RawObject>::read(const boost::json::value& value, RawObject& out, ReadContext& context) {
  if (value.is_object()) {
    out.text = compact(value);
  } else {
    context.wrong_type("an object");
  }
}
void Codec<RawObject>::write(Writer& writer, const RawObject& value) { writer.raw(value.text); }
boost::json::object Codec<RawObject>::schema(UnknownMembers) { return {{"type", "object"}}; }

void Codec<RawValue>::read(const boost::json::value& value, RawValue& out, ReadContext&) { out.text = compact(value); }
void Codec<RawValue>::write(Writer& writer, const RawValue& value) { writer.raw(value.text); }
boost::json::object Codec<RawValue>::schema(UnknownMembers) { return {}; }

void Codec<ObjectView>::read(const boost::json::value& value, ObjectView& out, ReadContext& context) {
  if (value.is_object()) {
    out.value = &value;
  } else {
    context.wrong_type("an object");
  }
}
void Codec<ObjectView>::write(Writer& writer, const ObjectView& value) {
  value.value != nullptr ? writer.value(*value.value) : writer.raw("{}");
}
boost::json::object Codec<ObjectView>::schema(UnknownMembers) { return {{"type", "object"}}; }

}  // namespace belfry::json

#include "wire/position_codec.hpp"

#include <cstdint>
#include <string>

namespace belfry::json {
namespace {

/// The largest integer that a JavaScript number holds exactly.
constexpr std::int64_t kMaxRev = (std::int64_t{1} << 53) - 1;

constexpr std::string_view kCursorPattern = "^[0-9a-f]{8}\\.[0-9]+\\.[0-9]+$";
constexpr std::string_view kUpToPattern = "^([0-9a-f]{8}\\.[0-9]+\\.)?[0-9]+$";

}  // namespace

void Codec<Cursor>::read(const boost::json::value& value, Cursor& out, ReadContext& context) {
  const auto* text = value.if_string();
  if (text == nullptr) {
    return context.wrong_type("a string");
  }
  if (const auto cursor = Cursor::parse(std::string_view(*text))) {
    out = *cursor;
  } else {
    context.fault("pattern", "must be a cursor");
  }
}

void Codec<Cursor>::write(Writer& writer, const Cursor& cursor) { writer.string(cursor.str()); }

boost::json::object Codec<Cursor>::schema(UnknownMembers) {
  return {{"type", "string"}, {"pattern", boost::json::string_view(kCursorPattern)}};
}

void Codec<UpTo>::read(const boost::json::value& value, UpTo& out, ReadContext& context) {
  if (value.is_number()) {
    std::int64_t rev = 0;
    if (detail::read_integer(value, 0, kMaxRev, rev, context)) {
      out = UpTo{static_cast<Rev>(rev), std::nullopt};
    }
    return;
  }
  const auto* text = value.if_string();
  if (text == nullptr) {
    return context.wrong_type("a cursor or a rev");
  }
  if (const auto up_to = UpTo::parse(std::string_view(*text))) {
    out = *up_to;
  } else {
    context.fault("pattern", "must be a cursor or a rev");
  }
}

boost::json::object Codec<UpTo>::schema(UnknownMembers) {
  return {{"oneOf",
           {{{"type", "string"}, {"pattern", boost::json::string_view(kUpToPattern)}},
            {{"type", "integer"}, {"minimum", 0}, {"maximum", kMaxRev}}}}};
}

}  // namespace belfry::json

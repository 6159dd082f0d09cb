#include "json/parse.hpp"

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace belfry::json {
namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Builds the value and counts the members of all objects as written: an object keeps the last of two members with one
/// name, so that the finished value has fewer.
class Builder {
 public:
  static constexpr std::size_t max_object_size = kMaxMembers;
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  Builder() { stack_.reset(); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t members, error_code&) {
    members_ += members;
    stack_.push_object(members);
    return true;
  }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t elements, error_code&) {
    stack_.push_array(elements);
    return true;
  }
  bool on_key_part(string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_key(string_view rest, std::size_t, error_code&) {
    stack_.push_key(rest);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(string_view rest, std::size_t, error_code&) {
    stack_.push_string(rest);
    return true;
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, string_view, error_code&) {
    stack_.push_uint64(number);
    return true;
  }
  bool on_double(double rounded, string_view text, error_code& error) {
    // Boost 1.81 may be off by a unit in the last place, which would show as 19.990000000000002.
    double exact = rounded;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), exact);
    if (code == std::errc::result_out_of_range || !std::isfinite(exact)) {
      error = boost::json::error::exponent_overflow;
      return false;
    }
    stack_.push_double(code == std::errc() && end == text.data() + text.size() ? exact : rounded);
    return true;
  }
  bool on_bool(bool flag, error_code&) {
    stack_.push_bool(flag);
    return true;
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  boost::json::value release() { return stack_.release(); }
  std::size_t members() const { return members_; }

 private:
  boost::json::value_stack stack_;
  std::size_t members_ = 0;
};

/// Nesting is bounded by kMaxDepth.
std::size_t count_members(const boost::json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count += object->size();
    for (const auto& member : *object) {
      count += count_members(member.value());
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) {
      count += count_members(element);
    }
  }
  return count;
}

Failure not_json(std::string detail) {
  Error error(ErrorCode::invalid_message);
  error.fields.push_back({.pointer = "", .code = "json", .detail = std::move(detail)});
  return fail(std::move(error));
}

}  // namespace

Result<boost::json::value> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::json::basic_parser<Builder> parser(options);
  error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (error) {
    return not_json(fmt::format("{} at byte {}", error.message(), used));
  }
  if (used < text.size()) {
    return not_json(fmt::format("more text behind the value at byte {}", used));
  }
  const std::size_t written = parser.handler().members();
  boost::json::value value = parser.handler().release();
  if (count_members(value) != written) {
    return not_json("a member name stands twice in one object");
  }
  return value;
}

}  // namespace belfry::json

#include "json/writer.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <iterator>

namespace belfry::json {
namespace {

/// What stands behind the backslash: 0 for bytes that need none, 'u' for those without a short form (RFC 8259 section
/// 7).
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) {
    table[i] = 'u';
  }
  table['\b'] = 'b';
  table['\t'] = 't';
  table['\n'] = 'n';
  table['\f'] = 'f';
  table['\r'] = 'r';
  table['"'] = '"';
  table['\\'] = '\\';
  return table;
}();

template <class Integer>
void append_integer(std::string& out, Integer number) {
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

}  // namespace

void Writer::separate() {
  // A value or key follows a sibling unless the last byte opened something: inside a string nothing is written here.
  if (!out_.empty() && out_.back() != '{' && out_.back() != '[' && out_.back() != ':') {
    out_ += ',';
  }
}

void Writer::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

void Writer::escaped_key(std::string_view name) {
  string(name);
  out_ += ':';
}

void Writer::string(std::string_view text) {
  separate();
  out_ += '"';
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = kEscapes[byte];
    if (escape == 0) {
      continue;
    }
    out_.append(text, run, i - run);
    run = i + 1;
    out_ += '\\';
    out_ += escape;
    if (escape == 'u') {
      fmt::format_to(std::back_inserter(out_), "{:04x}", byte);
    }
  }
  out_.append(text, run);
  out_ += '"';
}

void Writer::boolean(bool flag) { raw(flag ? "true" : "false"); }

void Writer::integer(std::int64_t number) {
  separate();
  append_integer(out_, number);
}

void Writer::unsigned_integer(std::uint64_t number) {
  separate();
  append_integer(out_, number);
}

void Writer::number(double number) {
  separate();
  // Minus zero would read back as the integer 0 and be another text the next time.
  fmt::format_to(std::back_inserter(out_), "{}", number == 0 ? 0.0 : number);
}

void Writer::null() { raw("null"); }

void Writer::raw(std::string_view json) {
  separate();
  out_ += json;
}

void Writer::value(const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null: return null();
    case boost::json::kind::bool_: return boolean(value.get_bool());
    case boost::json::kind::int64: return integer(value.get_int64());
    case boost::json::kind::uint64: return unsigned_integer(value.get_uint64());
    case boost::json::kind::double_: return number(value.get_double());
    case boost::json::kind::string: return string(std::string_view(value.get_string()));
    case boost::json::kind::array:
      begin_array();
      for (const auto& element : value.get_array()) {
        this->value(element);
      }
      return end_array();
    case boost::json::kind::object:
      begin_object();
      for (const auto& member : value.get_object()) {
        string(std::string_view(member.key()));
        out_ += ':';
        this->value(member.value());
      }
      return end_object();
  }
}

std::string compact(const boost::json::value& value) {
  Writer writer;
  writer.value(value);
  return writer.take();
}

}  // namespace belfry::json

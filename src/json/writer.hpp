#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"

#include <boost/json/value.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace belfry::json {

/// Writes compact JSON front to back into one string; commas come by themselves. Text must be valid UTF-8. The caller
/// opens and closes in order and gives each member a key: nothing is checked.
class Writer {
 public:
  explicit Writer(std::size_t reserve = 256) { out_.reserve(reserve); }

  void begin_object() { open('{'); }
  void end_object() { out_ += '}'; }
  void begin_array() { open('['); }
  void end_array() { out_ += ']'; }

  /// `name` is one of ours: it is not escaped.
  void key(std::string_view name);
  /// A name from outside.
  void escaped_key(std::string_view name);

  void string(std::string_view text);
  void boolean(bool flag);
  void integer(std::int64_t number);
  void unsigned_integer(std::uint64_t number);
  void number(double number);  ///< finite
  void null();
  /// JSON as it stands: one whole value.
  void raw(std::string_view json);
  void value(const boost::json::value& value);

  /// One value by its type: times as Unix milliseconds.
  template <class T>
  void put(const T& value);

  /// An absent value leaves the member out.
  template <class T>
  void member(std::string_view name, const T& value);

  std::string take() { return std::move(out_); }

 private:
  void open(char bracket) {
    separate();
    out_ += bracket;
  }
  void separate();

  std::string out_;
};

template <class T>
void Writer::put(const T& value) {
  if constexpr (std::convertible_to<const T&, std::string_view>) {
    string(value);
  } else if constexpr (std::same_as<T, bool>) {
    boolean(value);
  } else if constexpr (std::signed_integral<T>) {
    integer(value);
  } else if constexpr (std::unsigned_integral<T>) {
    unsigned_integer(value);
  } else if constexpr (std::floating_point<T>) {
    number(value);
  } else if constexpr (std::same_as<T, Uuid>) {
    string(value.str());
  } else {
    static_assert(std::same_as<T, Instant>, "no way to write this type");
    integer(to_millis(value));
  }
}

template <class T>
void Writer::member(std::string_view name, const T& value) {
  if constexpr (requires { value.has_value(); }) {
    if (value) {
      member(name, *value);
    }
  } else {
    key(name);
    put(value);
  }
}

/// The value as compact text; numbers in the shortest form that reads back the same.
std::string compact(const boost::json::value& value);

}  // namespace belfry::json

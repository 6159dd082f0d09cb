#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "json/read_context.hpp"
#include "json/writer.hpp"

#include <boost/json/object.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace belfry::json {

/// How a type is read, written and described; specialise it for a type of your own:
///   static void read(const boost::json::value&, T& out, ReadContext&)   leaves `out` alone where it adds a fault
///   static void write(Writer&, const T&)
///   static boost::json::object schema(UnknownMembers)
template <class T>
struct Codec;

/// A JSON object that is passed on as it is: compact text, written back verbatim.
struct RawObject {
  std::string text = "{}";

  friend bool operator==(const RawObject&, const RawObject&) = default;
};

/// Any JSON value that is passed on as it is.
struct RawValue {
  std::string text = "null";

  friend bool operator==(const RawValue&, const RawValue&) = default;
};

/// A JSON object to be read later, while the value it was read from lives; null when absent.
struct ObjectView {
  const boost::json::value* value = nullptr;
};

/// A time that is ISO 8601 text on the wire (base/iso8601.hpp), where a plain Instant is Unix milliseconds.
struct IsoTime {
  Instant at;

  friend bool operator==(const IsoTime&, const IsoTime&) = default;
};

namespace detail {

/// Integers by value: 5.0 is 5 (JSON Schema 2020-12, 6.1.1). False, with a fault, for fractions and what is out of
/// range.
bool read_integer(const boost::json::value& value, std::int64_t min, std::int64_t max, std::int64_t& out,
                  ReadContext& context);

}  // namespace detail

/// Integers up to 63 bits.
template <std::integral Integer>
struct Codec<Integer> {
  static constexpr std::int64_t kMin = std::signed_integral<Integer> ? std::numeric_limits<Integer>::min() : 0;
  static constexpr std::int64_t kMax =
      std::cmp_less(std::numeric_limits<std::int64_t>::max(), std::numeric_limits<Integer>::max())
          ? std::numeric_limits<std::int64_t>::max()
          : static_cast<std::int64_t>(std::numeric_limits<Integer>::max());

  static void read(const boost::json::value& value, Integer& out, ReadContext& context) {
    std::int64_t number = 0;
    if (detail::read_integer(value, kMin, kMax, number, context)) {
      out = static_cast<Integer>(number);
    }
  }
  static void write(Writer& writer, Integer number) { writer.put(number); }
  static boost::json::object schema(UnknownMembers) {
    boost::json::object schema{{"type", "integer"}};
    if constexpr (std::unsigned_integral<Integer>) {
      schema["minimum"] = 0;
    }
    return schema;
  }
};

#define BELFRY_DECLARE_CODEC(Type)                                                      \
  template <>                                                                           \
  struct Codec<Type> {                                                                  \
    static void read(const boost::json::value& value, Type& out, ReadContext& context); \
    static void write(Writer& writer, const Type& value);                               \
    static boost::json::object schema(UnknownMembers unknown);                          \
  }

BELFRY_DECLARE_CODEC(bool);
BELFRY_DECLARE_CODEC(double);
BELFRY_DECLARE_CODEC(std::string);
BELFRY_DECLARE_CODEC(Uuid);
BELFRY_DECLARE_CODEC(Instant);
BELFRY_DECLARE_CODEC(IsoTime);
BELFRY_DECLARE_CODEC(RawObject);
BELFRY_DECLARE_CODEC(RawValue);
BELFRY_DECLARE_CODEC(ObjectView);

#undef BELFRY_DECLARE_CODEC

template <class T>
struct Codec<std::vector<T>> {
  static void read(const boost::json::value& value, std::vector<T>& out, ReadContext& context) {
    const auto* array = value.if_array();
    if (array == nullptr) {
      return context.wrong_type("an array");
    }
    out.clear();
    out.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
      const ReadContext::Step step(context, i);
      T element{};
      Codec<T>::read((*array)[i], element, context);
      out.push_back(std::move(element));
    }
  }
  static void write(Writer& writer, const std::vector<T>& elements) {
    writer.begin_array();
    for (const auto& element : elements) {
      Codec<T>::write(writer, element);
    }
    writer.end_array();
  }
  static boost::json::object schema(UnknownMembers unknown) {
    return {{"type", "array"}, {"items", Codec<T>::schema(unknown)}};
  }
};

}  // namespace belfry::json

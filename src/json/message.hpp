#pragma once

#include "base/result.hpp"
#include "json/codec.hpp"
#include "json/field_name.hpp"
#include "json/rule.hpp"

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// One declaration a message gives its reader, its writer and its schema:
///
///     struct SeenBody {
///       UpTo up_to;                      // required, "upTo"
///       std::optional<std::string> why;  // may be absent, never null
///     };
///     BOOST_DESCRIBE_STRUCT(SeenBody, (), (up_to, why))
///
/// and, where a member must keep more than its type, `json_rules` (json/rule.hpp).
namespace belfry::json {

template <class T>
concept Message = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;

namespace detail {

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
struct Optional {
  static constexpr bool value = false;
  using Type = T;
};
template <class T>
struct Optional<std::optional<T>> {
  static constexpr bool value = true;
  using Type = T;
};

/// A described member `D` of `T`, everything about it known at compile time.
template <class T, class D>
struct Field {
  using Stored = std::remove_reference_t<decltype(std::declval<T&>().*D::pointer)>;
  using Value = typename Optional<Stored>::Type;
  static constexpr bool kOptional = Optional<Stored>::value;
  static constexpr std::optional<Rule> kRule = rule_for<T>(D::name);
  static constexpr FieldName kCamelCase = camel_case(D::name);

  static constexpr std::string_view name() { return kRule && !kRule->name.empty() ? kRule->name : kCamelCase.view(); }
  static const Stored& of(const T& message) { return message.*D::pointer; }
  static Stored& of(T& message) { return message.*D::pointer; }
};

template <class Value>
void check_value(const Rule& rule, const Value& value, ReadContext& context) {
  if constexpr (std::same_as<Value, std::string>) {
    check(rule, value, context);
  } else if constexpr (std::same_as<Value, std::vector<std::string>>) {
    check_items(rule, value.size(), context);
    for (std::size_t i = 0; i < value.size(); ++i) {
      const ReadContext::Step step(context, i);
      check(rule, value[i], context);
    }
  } else if constexpr (requires { value.size(); }) {
    check_items(rule, value.size(), context);
  } else if constexpr (std::integral<Value>) {
    check_range(rule, static_cast<std::int64_t>(value), context);
  } else if constexpr (std::same_as<Value, double>) {
    check_number(rule, value, context);
  }
}

template <class F, class T>
void read_field(const boost::json::object& object, T& message, ReadContext& context) {
  const ReadContext::Step step(context, F::name());
  const boost::json::value* found = object.if_contains(F::name());
  if (found == nullptr) {
    if (!F::kOptional) {
      context.fault("required", "is missing");
    }
    return;
  }
  const std::size_t faults = context.faults().size();
  typename F::Value value{};
  Codec<typename F::Value>::read(*found, value, context);
  if (context.faults().size() != faults) {
    return;
  }
  if constexpr (F::kRule.has_value()) {
    check_value(*F::kRule, value, context);
  }
  F::of(message) = std::move(value);
}

template <class T>
bool declares(std::string_view name) {
  bool found = false;
  boost::mp11::mp_for_each<Members<T>>(
      [&](auto member) { found = found || Field<T, decltype(member)>::name() == name; });
  return found;
}

/// A rule for a member that the message does not have would silently check nothing.
template <class T>
consteval bool rules_name_members() {
  bool all = true;
  for (const Rule& rule : rules_of<T>()) {
    bool found = false;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) { found = found || rule.member == member.name; });
    all = all && found;
  }
  return all;
}

}  // namespace detail

template <Message T>
struct Codec<T> {
  static_assert(detail::rules_name_members<T>(), "json_rules names a member that the message does not have");

  static void read(const boost::json::value& value, T& out, ReadContext& context) {
    const auto* object = value.if_object();
    if (object == nullptr) {
      return context.wrong_type("an object");
    }
    boost::mp11::mp_for_each<detail::Members<T>>(
        [&](auto member) { detail::read_field<detail::Field<T, decltype(member)>>(*object, out, context); });
    if (context.unknown() == UnknownMembers::refuse) {
      refuse_unknown(*object, context);
    }
  }

  static void write(Writer& writer, const T& message) {
    writer.begin_object();
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto member) {
      using F = detail::Field<T, decltype(member)>;
      if constexpr (F::kOptional) {
        if (!F::of(message)) {
          return;
        }
        writer.key(F::name());
        Codec<typename F::Value>::write(writer, *F::of(message));
      } else {
        writer.key(F::name());
        Codec<typename F::Value>::write(writer, F::of(message));
      }
    });
    writer.end_object();
  }

  static boost::json::object schema(UnknownMembers unknown) {
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto member) {
      using F = detail::Field<T, decltype(member)>;
      boost::json::object property = Codec<typename F::Value>::schema(unknown);
      if constexpr (F::kRule.has_value()) {
        describe(*F::kRule, property);
      }
      properties[F::name()] = std::move(property);
      if (!F::kOptional) {
        required.push_back(boost::json::string_view(F::name()));
      }
    });
    boost::json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) {
      schema["required"] = std::move(required);
    }
    if (unknown == UnknownMembers::refuse) {
      schema["additionalProperties"] = false;
    }
    return schema;
  }

 private:
  static void refuse_unknown(const boost::json::object& object, ReadContext& context) {
    for (const auto& member : object) {
      if (!detail::declares<T>(member.key())) {
        const ReadContext::Step step(context, std::string_view(member.key()));
        context.fault("unknown_member", "is not known");
      }
    }
  }
};

/// The message, or `validation_failed` with every fault found. `pointer` is where `value` stands in the whole text.
template <class T>
Result<T> read(const boost::json::value& value, UnknownMembers unknown, std::string_view pointer = {}) {
  ReadContext context(unknown, pointer);
  T message{};
  Codec<T>::read(value, message, context);
  if (!context.faults().empty()) {
    return fail(Error::validation(std::move(context.faults())));
  }
  return message;
}

template <class T>
std::string write(const T& message) {
  Writer writer;
  Codec<T>::write(writer, message);
  return writer.take();
}

/// JSON Schema 2020-12, as OpenAPI 3.1 embeds it. Without `additionalProperties: false` when unknown members are
/// ignored.
template <class T>
boost::json::object schema(UnknownMembers unknown) {
  return Codec<T>::schema(unknown);
}

}  // namespace belfry::json

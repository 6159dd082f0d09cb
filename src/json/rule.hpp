#pragma once

#include "json/read_context.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::json {

/// Both ends belong to it.
template <class Number>
struct Bounds {
  Number min = std::numeric_limits<Number>::lowest();
  Number max = std::numeric_limits<Number>::max();
};

/// What a member's value must keep beside its type. A message attaches rules by a function beside its declaration:
///
///     constexpr auto json_rules(const PublishBody*) {
///       return std::array{json::Rule{.member = "title", .characters = {{1, 255}}}};
///     }
///
/// For an array of strings the rules on text hold for each element.
struct Rule {
  std::string_view member;                             ///< the C++ name
  std::string_view name = {};                          ///< the JSON name, where camelCase is not it
  std::optional<Bounds<std::size_t>> characters = {};  ///< code points of a string
  std::optional<Bounds<std::size_t>> bytes = {};       ///< of a string as UTF-8
  std::optional<Bounds<std::int64_t>> range = {};      ///< of an integer
  std::optional<Bounds<double>> numbers = {};          ///< of a number that may have a fraction
  std::optional<Bounds<std::size_t>> items = {};       ///< of an array
  bool (*matches)(std::string_view) = nullptr;         ///< of a string
  std::string_view pattern = {};                       ///< what `matches` says, as a regular expression for the schema
};

/// Field errors with the codes `too_short too_long pattern range too_few too_many`; of a text only the first.
void check(const Rule& rule, const std::string& text, ReadContext& context);
void check_range(const Rule& rule, std::int64_t number, ReadContext& context);
void check_number(const Rule& rule, double number, ReadContext& context);
void check_items(const Rule& rule, std::size_t count, ReadContext& context);

/// Adds the rule's keywords to the schema of the member's type.
void describe(const Rule& rule, boost::json::object& schema);

/// The rules of T; none when it has no `json_rules`.
template <class T>
constexpr auto rules_of() {
  if constexpr (requires(const T* message) { json_rules(message); }) {
    return json_rules(static_cast<const T*>(nullptr));
  } else {
    return std::array<Rule, 0>{};
  }
}

template <class T>
constexpr std::optional<Rule> rule_for(std::string_view member) {
  for (const Rule& rule : rules_of<T>()) {
    if (rule.member == member) {
      return rule;
    }
  }
  return std::nullopt;
}

}  // namespace belfry::json

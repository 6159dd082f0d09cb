#include "json/rule.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

namespace belfry::json {
namespace {

/// False, with a fault, outside the bounds.
bool check_length(const Bounds<std::size_t>& bounds, std::size_t length, std::string_view unit, ReadContext& context) {
  if (length < bounds.min) {
    context.fault("too_short", fmt::format("at least {} {}", bounds.min, unit));
    return false;
  }
  if (length > bounds.max) {
    context.fault("too_long", fmt::format("at most {} {}", bounds.max, unit));
    return false;
  }
  return true;
}

template <class Number>
void put_bounds(boost::json::object& schema, std::string_view min_name, std::string_view max_name,
                const Bounds<Number>& bounds) {
  if (bounds.min != std::numeric_limits<Number>::lowest()) {
    schema[min_name] = bounds.min;
  }
  if (bounds.max != std::numeric_limits<Number>::max()) {
    schema[max_name] = bounds.max;
  }
}

void describe_text(const Rule& rule, boost::json::object& schema) {
  if (rule.characters) {
    put_bounds(schema, "minLength", "maxLength", *rule.characters);
  } else if (rule.bytes) {
    // A text has at most as many characters as bytes: the schema allows what only the byte count refuses.
    put_bounds(schema, "minLength", "maxLength", Bounds<std::size_t>{rule.bytes->min > 0 ? 1U : 0U, rule.bytes->max});
  }
  if (!rule.pattern.empty()) {
    schema["pattern"] = rule.pattern;
  }
}

}  // namespace

void check(const Rule& rule, const std::string& text, ReadContext& context) {
  if (rule.characters &&
      !check_length(*rule.characters, count_characters(text).value_or(text.size()), "characters", context)) {
    return;
  }
  if (rule.bytes && !check_length(*rule.bytes, text.size(), "bytes", context)) {
    return;
  }
  if (rule.matches != nullptr && !rule.matches(text)) {
    context.fault("pattern", rule.pattern.empty() ? std::string("not of the required form")
                                                  : fmt::format("must match {}", rule.pattern));
  }
}

void check_range(const Rule& rule, std::int64_t number, ReadContext& context) {
  if (rule.range && (number < rule.range->min || number > rule.range->max)) {
    context.fault("range", fmt::format("must be from {} to {}", rule.range->min, rule.range->max));
  }
}

void check_number(const Rule& rule, double number, ReadContext& context) {
  if (rule.numbers && !(number >= rule.numbers->min && number <= rule.numbers->max)) {
    context.fault("range", fmt::format("must be from {} to {}", rule.numbers->min, rule.numbers->max));
  }
}

void check_items(const Rule& rule, std::size_t count, ReadContext& context) {
  if (rule.items && count < rule.items->min) {
    context.fault("too_few", fmt::format("at least {} elements", rule.items->min));
  } else if (rule.items && count > rule.items->max) {
    context.fault("too_many", fmt::format("at most {} elements", rule.items->max));
  }
}

void describe(const Rule& rule, boost::json::object& schema) {
  if (boost::json::value* items = schema.if_contains("items")) {
    describe_text(rule, items->as_object());
  } else {
    describe_text(rule, schema);
  }
  if (rule.range) {
    put_bounds(schema, "minimum", "maximum", *rule.range);
  }
  if (rule.numbers) {
    put_bounds(schema, "minimum", "maximum", *rule.numbers);
  }
  if (rule.items) {
    put_bounds(schema, "minItems", "maxItems", *rule.items);
  }
}

}  // namespace belfry::json

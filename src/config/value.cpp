#include "config/value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace belfry::config {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

Strings split_list(std::string_view text) {
  Strings items;
  while (!trim(text).empty()) {
    const std::size_t comma = text.find(',');
    items.emplace_back(trim(text.substr(0, comma)));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return items;
}

std::optional<bool> parse_switch(std::string_view text) {
  if (text == "true" || text == "1") {
    return true;
  }
  if (text == "false" || text == "0") {
    return false;
  }
  return std::nullopt;
}

template <class Target, class Value>
bool assign(Target* target, const std::optional<Value>& value) {
  if (value) {
    *target = Target(*value);
  }
  return value.has_value();
}

std::optional<Days> parse_days(std::string_view text) {
  const auto days = parse_integer(text);
  return days ? std::optional(Days(*days)) : std::nullopt;
}

/// `name=value, name=value`; `parse` makes a value of its text.
template <class Value>
bool assign_table(std::map<std::string, Value>* target, std::string_view text,
                  std::optional<Value> (*parse)(std::string_view)) {
  std::map<std::string, Value> read;
  for (const std::string& item : split_list(text)) {
    const std::size_t equals = item.find('=');
    auto value = equals == std::string::npos ? std::nullopt : parse(trim(std::string_view(item).substr(equals + 1)));
    if (!value) {
      return false;
    }
    read[std::string(trim(std::string_view(item).substr(0, equals)))] = std::move(*value);
  }
  *target = std::move(read);
  return true;
}

std::optional<std::string> parse_text(std::string_view text) { return std::string(text); }

/// `{ "name" = value, "name" = value }`.
template <class Value, class Print>
std::string table_text(const std::map<std::string, Value>& table, Print print) {
  std::string text;
  for (const auto& [name, value] : table) {
    text += fmt::format("{} {} = {}", text.empty() ? "" : ",", toml_string(name), print(value));
  }
  return text.empty() ? "{}" : "{" + text + " }";
}

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::string_view type_name(const Slot& slot) {
  return std::visit(
      Overloaded{[](bool*) { return "true or false"; }, [](std::int64_t*) { return "a whole number"; },
                 [](Seconds*) { return "a whole number of seconds"; }, [](Days*) { return "a whole number of days"; },
                 [](std::string*) { return "a string"; }, [](Strings*) { return "a list of strings"; },
                 [](std::map<std::string, Days>*) { return "a table of whole numbers of days"; },
                 [](std::map<std::string, std::string>*) {
                   return "a table of strings";
                 }},
      slot);
}

bool set_from_text(const Slot& slot, std::string_view text) {
  return std::visit(
      Overloaded{[&](bool* target) { return assign(target, parse_switch(trim(text))); },
                 [&](std::int64_t* target) { return assign(target, parse_integer(trim(text))); },
                 [&](Seconds* target) { return assign(target, parse_integer(trim(text))); },
                 [&](Days* target) { return assign(target, parse_integer(trim(text))); },
                 [&](std::string* target) { return assign(target, std::optional<std::string>(text)); },
                 [&](Strings* target) { return assign(target, std::optional(split_list(text))); },
                 [&](std::map<std::string, Days>* target) { return assign_table(target, text, &parse_days); },
                 [&](std::map<std::string, std::string>* target) {
                   return assign_table(target, text, &parse_text);
                 }},
      slot);
}

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(quoted), "\\u{:04X}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string to_toml(const Slot& slot) {
  return std::visit(Overloaded{[](bool* value) { return std::string(*value ? "true" : "false"); },
                               [](std::int64_t* value) { return fmt::to_string(*value); },
                               [](Seconds* value) { return fmt::to_string(value->count()); },
                               [](Days* value) { return fmt::to_string(value->count()); },
                               [](std::string* value) { return toml_string(*value); },
                               [](Strings* value) {
                                 std::string list;
                                 for (const std::string& item : *value) {
                                   list += (list.empty() ? "" : ", ") + toml_string(item);
                                 }
                                 return "[" + list + "]";
                               },
                               [](std::map<std::string, Days>* value) {
                                 return table_text(*value, [](Days days) { return days.count(); });
                               },
                               [](std::map<std::string, std::string>* value) {
                                 return table_text(*value, toml_string);
                               }},
                    slot);
}

}  // namespace belfry::config

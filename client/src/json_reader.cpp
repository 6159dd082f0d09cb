#include "json_reader.hpp"

#include <charconv>

namespace belfry::client {
namespace {

void skip_space(std::string_view& rest) {
  const std::size_t at = rest.find_first_not_of(" \t\r\n");
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at);
}

bool take(std::string_view& rest, char wanted) {
  skip_space(rest);
  if (!rest.starts_with(wanted)) {
    return false;
  }
  rest.remove_prefix(1);
  return true;
}

/// With its quotes. `rest` begins with one; nothing when there is no other.
std::optional<std::string_view> take_string(std::string_view& rest) {
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '\\') {
      ++at;
    } else if (rest[at] == '"') {
      const std::string_view string = rest.substr(0, at + 1);
      rest.remove_prefix(at + 1);
      return string;
    }
  }
  return std::nullopt;
}

/// An object or array, whose brackets are counted and not told apart: what the server sends is well formed.
std::optional<std::string_view> take_nested(std::string_view& rest) {
  const std::string_view whole = rest;
  std::size_t depth = 0;
  while (!rest.empty()) {
    const char c = rest.front();
    if (c == '"') {
      if (!take_string(rest)) {
        return std::nullopt;
      }
      continue;
    }
    rest.remove_prefix(1);
    if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return whole.substr(0, whole.size() - rest.size());
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> take_value(std::string_view& rest) {
  skip_space(rest);
  if (rest.starts_with('"')) {
    return take_string(rest);
  }
  if (rest.starts_with('{') || rest.starts_with('[')) {
    return take_nested(rest);
  }
  const std::size_t end = rest.find_first_of(",}] \t\r\n");
  if (end == std::string_view::npos || end == 0) {
    return std::nullopt;
  }
  const std::string_view value = rest.substr(0, end);
  rest.remove_prefix(end);
  return value;
}

}  // namespace

std::optional<std::string_view> member_of(std::string_view json, std::string_view name) {
  if (!take(json, '{')) {
    return std::nullopt;
  }
  do {
    skip_space(json);
    if (!json.starts_with('"')) {
      return std::nullopt;
    }
    const auto found = take_string(json);
    if (!found || !take(json, ':')) {
      return std::nullopt;
    }
    const auto value = take_value(json);
    if (!value || found->substr(1, found->size() - 2) == name) {
      return value;
    }
  } while (take(json, ','));
  return std::nullopt;
}

std::string text_member(std::string_view json, std::string_view name) {
  const auto value = member_of(json, name);
  if (!value || !value->starts_with('"') || value->find('\\') != std::string_view::npos) {
    return {};
  }
  return std::string(value->substr(1, value->size() - 2));
}

std::optional<unsigned long long> number_member(std::string_view json, std::string_view name) {
  const auto value = member_of(json, name);
  if (!value) {
    return std::nullopt;
  }
  unsigned long long number = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (error != std::errc() || end != value->data() + value->size()) {
    return std::nullopt;
  }
  return number;
}

bool is_true(std::string_view json, std::string_view name) { return member_of(json, name) == "true"; }

}  // namespace belfry::client

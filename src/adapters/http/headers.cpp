#include "adapters/http/headers.hpp"

#include <algorithm>

namespace belfry::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(fields_, [name](const Header& field) { return equal_ignoring_case(field.name, name); });
  add(std::string(name), std::move(value));
}

std::string_view Headers::get(std::string_view name) const {
  for (const Header& field : fields_) {
    if (equal_ignoring_case(field.name, name)) {
      return field.value;
    }
  }
  return {};
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(fields_, [name](const Header& field) { return equal_ignoring_case(field.name, name); }));
}

std::string Headers::joined(std::string_view name) const {
  std::string all;
  for (const Header& field : fields_) {
    if (equal_ignoring_case(field.name, name)) {
      all.append(all.empty() ? "" : ", ").append(field.value);
    }
  }
  return all;
}

bool Headers::lists(std::string_view name, std::string_view token) const {
  return std::ranges::any_of(fields_, [&](const Header& field) {
    return equal_ignoring_case(field.name, name) &&
           std::ranges::any_of(list_elements(field.value),
                               [token](std::string_view element) { return equal_ignoring_case(element, token); });
  });
}

std::vector<std::string_view> list_elements(std::string_view list) {
  std::vector<std::string_view> elements;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (const auto element = trimmed(list.substr(0, comma)); !element.empty()) {
      elements.push_back(element);
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return elements;
}

}  // namespace belfry::http

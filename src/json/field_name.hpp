#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace belfry::json {

/// The JSON name of a C++ member: `action_url` is `actionUrl`.
struct FieldName {
  std::array<char, 48> text{};
  std::size_t size = 0;

  constexpr std::string_view view() const { return {text.data(), size}; }
};

consteval FieldName camel_case(std::string_view snake_case) {
  FieldName name;
  bool upper = false;
  for (const char c : snake_case) {
    if (c == '_') {
      upper = true;
      continue;
    }
    const bool letter = c >= 'a' && c <= 'z';
    name.text[name.size++] = upper && letter ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return name;
}

}  // namespace belfry::json

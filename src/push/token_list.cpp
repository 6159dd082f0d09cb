#include "push/token_list.hpp"

#include <algorithm>

namespace belfry::push {

namespace {

constexpr std::string_view kWhiteSpace = " \t";
constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_token_char(char c) {
  const char lower = to_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || kTokenMarks.contains(c);
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

}  // namespace

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char); }

std::vector<std::string_view> split_list(std::string_view field) {
  std::vector<std::string_view> elements;
  while (!field.empty()) {
    const std::size_t comma = std::min(field.find(','), field.size());
    if (const auto element = trim(field.substr(0, comma)); !element.empty()) {
      elements.push_back(element);
    }
    field.remove_prefix(std::min(comma + 1, field.size()));
  }
  return elements;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}

std::optional<std::vector<std::string_view>> parse_subprotocols(const std::vector<std::string_view>& fields) {
  std::vector<std::string_view> offered;
  for (const std::string_view field : fields) {
    for (const std::string_view element : split_list(field)) {
      if (!is_token(element) || std::find(offered.begin(), offered.end(), element) != offered.end()) {
        return std::nullopt;
      }
      offered.push_back(element);
    }
  }
  if (offered.empty() && !fields.empty()) {
    return std::nullopt;
  }
  return offered;
}

}  // namespace belfry::push

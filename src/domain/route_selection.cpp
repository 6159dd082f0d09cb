#include "domain/route_selection.hpp"

#include <algorithm>
#include <utility>

namespace belfry {
namespace {

constexpr std::string_view kBody = "request.body.";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// `request.body.a.b` without its beginning.
std::optional<std::vector<std::string>> path_of(std::string_view variable) {
  if (!variable.starts_with(kBody)) {
    return std::nullopt;
  }
  variable.remove_prefix(kBody.size());
  std::vector<std::string> path;
  for (;;) {
    const std::size_t dot = variable.find('.');
    const std::string_view name = variable.substr(0, dot);
    if (name.empty() || !std::ranges::all_of(name, is_name_character)) {
      return std::nullopt;
    }
    path.emplace_back(name);
    if (dot == std::string_view::npos) {
      return path;
    }
    variable.remove_prefix(dot + 1);
  }
}

/// The variable behind a `$`, and how many characters it takes.
struct Variable {
  std::string_view name;
  std::size_t length = 0;
};

std::optional<Variable> variable_at(std::string_view text) {
  if (text.starts_with('{')) {
    const std::size_t end = text.find('}');
    return end == std::string_view::npos ? std::nullopt : std::optional(Variable{text.substr(1, end - 1), end + 1});
  }
  const auto* const end = std::ranges::find_if_not(text, [](char c) { return is_name_character(c) || c == '.'; });
  const auto length = static_cast<std::size_t>(end - text.begin());
  return Variable{text.substr(0, length), length};
}

}  // namespace

std::optional<RouteSelection> RouteSelection::parse(std::string_view expression) {
  RouteSelection selection;
  std::string text;
  const auto end_text = [&] {
    if (!text.empty()) {
      selection.parts_.push_back(Part{std::exchange(text, {}), {}});
    }
  };
  while (!expression.empty()) {
    if (expression.starts_with("\\$")) {
      text += '$';
      expression.remove_prefix(2);
    } else if (!expression.starts_with('$')) {
      text += expression.front();
      expression.remove_prefix(1);
    } else {
      const auto variable = variable_at(expression.substr(1));
      auto path = variable ? path_of(variable->name) : std::nullopt;
      if (!path) {
        return std::nullopt;
      }
      end_text();
      selection.parts_.push_back(Part{{}, std::move(*path)});
      expression.remove_prefix(1 + variable->length);
    }
  }
  end_text();
  return selection.parts_.empty() ? std::nullopt : std::optional(std::move(selection));
}

std::string RouteSelection::select(const Lookup& lookup) const {
  std::string key;
  for (const Part& part : parts_) {
    key += part.path.empty() ? part.text : lookup(part.path).value_or("");
  }
  return key;
}

}  // namespace belfry

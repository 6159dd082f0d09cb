#include "push/extension_list.hpp"

#include "push/token_list.hpp"

#include <algorithm>

namespace belfry::push {

namespace {

/// Reads one field from its front. Each `take_…` passes over the white space behind what it took.
class Scanner {
 public:
  explicit Scanner(std::string_view field) : rest_(field) { skip_white_space(); }

  bool at_end() const { return rest_.empty(); }

  bool take(char mark) {
    if (!rest_.starts_with(mark)) {
      return false;
    }
    advance(1);
    return true;
  }

  /// Empty when there is none.
  std::string_view take_token() {
    const std::string_view token = rest_.substr(0, std::min(rest_.find_first_of(" \t,;=\""), rest_.size()));
    if (!is_token(token)) {
      return {};
    }
    advance(token.size());
    return token;
  }

  /// A token, bare or quoted.
  std::optional<std::string> take_value() {
    std::string value(rest_.starts_with('"') ? take_quoted() : take_token());
    return is_token(value) ? std::optional(std::move(value)) : std::nullopt;
  }

 private:
  /// Empty when the closing quote is missing.
  std::string take_quoted() {
    std::string text;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        advance(i + 1);
        return text;
      }
      if (rest_[i] == '\\' && ++i == rest_.size()) {
        break;
      }
      text += rest_[i];
    }
    return {};
  }

  void advance(std::size_t count) {
    rest_.remove_prefix(count);
    skip_white_space();
  }
  void skip_white_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

  std::string_view rest_;
};

std::optional<Extension> take_extension(Scanner& scanner) {
  Extension extension;
  extension.name = scanner.take_token();
  if (extension.name.empty()) {
    return std::nullopt;
  }
  while (scanner.take(';')) {
    ExtensionParameter parameter;
    parameter.name = scanner.take_token();
    if (parameter.name.empty()) {
      return std::nullopt;
    }
    if (scanner.take('=')) {
      parameter.value = scanner.take_value();
      if (!parameter.value) {
        return std::nullopt;
      }
    }
    extension.parameters.push_back(std::move(parameter));
  }
  return extension;
}

}  // namespace

std::optional<std::vector<Extension>> parse_extensions(const std::vector<std::string_view>& fields) {
  std::vector<Extension> extensions;
  for (const std::string_view field : fields) {
    Scanner scanner(field);
    while (!scanner.at_end()) {
      if (scanner.take(',')) {
        continue;  // empty elements are passed over, as RFC 9110 section 5.6.1.2 asks of recipients
      }
      auto extension = take_extension(scanner);
      if (!extension || !(scanner.at_end() || scanner.take(','))) {
        return std::nullopt;
      }
      extensions.push_back(std::move(*extension));
    }
  }
  return extensions;
}

}  // namespace belfry::push

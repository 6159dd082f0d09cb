#include "domain/text_rules.hpp"

#include <algorithm>

namespace belfry {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Scheme names are case-insensitive (RFC 3986 section 3.1).
bool has_scheme(std::string_view url, std::string_view scheme) {
  return url.size() > scheme.size() && std::ranges::equal(url.substr(0, scheme.size()), scheme, {}, [](char c) {
           return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
         });
}

}  // namespace

bool is_plain_text(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return is_control(c) && c != '\t' && c != '\n'; });
}

bool is_type_name(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_lower_or_digit(c) || c == '_'; });
}

bool is_channel_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && is_lower_or_digit(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_lower_or_digit(c) || c == '_' || c == '.' || c == ':' || c == '-';
  });
}

bool is_action_url(std::string_view text) {
  if (std::ranges::any_of(text, [](char c) { return is_control(c) || c == ' '; })) {
    return false;
  }
  if (text.starts_with('/')) {
    return text.size() == 1 || (text[1] != '/' && text[1] != '\\');
  }
  return has_scheme(text, "https://") || has_scheme(text, "http://");
}

}  // namespace belfry

#include "adapters/http/target.hpp"

#include "adapters/http/headers.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace belfry::http {
namespace {

enum class Plus { literal, space };

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' && plus == Plus::space ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0 || (high == 0 && low == 0)) {
      return std::nullopt;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

bool decode_segments(std::string_view path, std::vector<std::string>& out) {
  path.remove_prefix(1);
  if (path.empty()) {
    return true;
  }
  for (;;) {
    const auto slash = std::min(path.find('/'), path.size());
    auto segment = decode(path.substr(0, slash), Plus::literal);
    if (!segment) {
      return false;
    }
    out.push_back(std::move(*segment));
    if (slash == path.size()) {
      return true;
    }
    path.remove_prefix(slash + 1);
  }
}

bool decode_query(std::string_view query, std::vector<QueryParameter>& out) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) {
      continue;
    }
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decode(pair.substr(0, equals), Plus::space);
    auto value = decode(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
    if (!name || !value) {
      return false;
    }
    out.push_back({std::move(*name), std::move(*value)});
  }
  return true;
}

/// What stands behind the authority of an absolute form; nothing when it is none.
std::optional<std::string_view> without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (equal_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      target.remove_prefix(scheme.size());
      target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
      return target;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (target == "*") {
    return Target{"*", {"*"}, {}};
  }
  if (!target.starts_with('/')) {
    const auto rest = without_authority(target);
    if (!rest) {
      return std::nullopt;
    }
    target = *rest;
  }
  const auto question = std::min(target.find('?'), target.size());
  Target parsed;
  parsed.path = question == 0 ? "/" : target.substr(0, question);
  parsed.raw_query = target.substr(std::min(question + 1, target.size()));
  if (!decode_segments(parsed.path, parsed.segments) || !decode_query(parsed.raw_query, parsed.query)) {
    return std::nullopt;
  }
  return parsed;
}

}  // namespace belfry::http

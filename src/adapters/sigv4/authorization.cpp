#include "adapters/sigv4/authorization.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace belfry::sigv4 {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) {
    text.remove_prefix(1);
  }
  while (text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  return text;
}

bool take_credential(std::string_view value, Authorization& out) {
  const std::array<std::string*, 5> parts = {&out.access_key_id, &out.date, &out.region, &out.service, &out.terminator};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t slash = value.find('/');
    const bool last = i + 1 == parts.size();
    if (last != (slash == std::string_view::npos) || value.substr(0, slash).empty()) {
      return false;
    }
    *parts[i] = std::string(value.substr(0, slash));
    value.remove_prefix(last ? value.size() : slash + 1);
  }
  return true;
}

bool take_part(std::string_view part, Authorization& out) {
  const std::size_t equals = part.find('=');
  if (equals == std::string_view::npos) {
    return false;
  }
  const std::string_view name = part.substr(0, equals);
  const std::string_view value = part.substr(equals + 1);
  if (name == "Credential") {
    return take_credential(value, out);
  }
  if (name == "SignedHeaders") {
    out.signed_headers = std::string(value);
    return !value.empty();
  }
  if (name == "Signature") {
    out.signature = std::string(value);
    return !value.empty();
  }
  return false;
}

std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

bool Authorization::signs(std::string_view lower_name) const {
  std::string_view rest = signed_headers;
  for (;;) {
    const std::size_t end = rest.find(';');
    if (rest.substr(0, end) == lower_name) {
      return true;
    }
    if (end == std::string_view::npos) {
      return false;
    }
    rest.remove_prefix(end + 1);
  }
}

std::optional<Authorization> parse_authorization(std::string_view header) {
  constexpr std::string_view kScheme = "AWS4-HMAC-SHA256 ";
  if (!header.starts_with(kScheme)) {
    return std::nullopt;
  }
  header.remove_prefix(kScheme.size());
  Authorization parsed;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    if (!take_part(trimmed(header.substr(0, comma)), parsed)) {
      return std::nullopt;
    }
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
  }
  const bool complete = !parsed.access_key_id.empty() && !parsed.signed_headers.empty() && !parsed.signature.empty();
  return complete ? std::optional(parsed) : std::nullopt;
}

std::optional<Instant> parse_basic_time(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') {
    return std::nullopt;
  }
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(4, 2));
  const auto day = digits(text.substr(6, 2));
  const auto hour = digits(text.substr(9, 2));
  const auto minute = digits(text.substr(11, 2));
  const auto second = digits(text.substr(13, 2));
  if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  return Instant(std::chrono::sys_days(date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

}  // namespace belfry::sigv4

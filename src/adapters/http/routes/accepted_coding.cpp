#include "adapters/http/routes/accepted_coding.hpp"

#include "adapters/http/headers.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace belfry::http {
namespace {

/// Of `gzip;q=0.5`. A weight that cannot be read is above 0: the caller did name the coding.
bool weight_is_zero(std::string_view parameters) {
  const auto equals = parameters.find('=');
  if (equals == std::string_view::npos || !equal_ignoring_case(trimmed(parameters.substr(0, equals)), "q")) {
    return false;
  }
  const std::string_view weight = trimmed(parameters.substr(equals + 1));
  return weight.starts_with('0') && std::ranges::all_of(weight, [](char c) { return c == '0' || c == '.'; });
}

}  // namespace

bool accepts_gzip(const Request& request) {
  const std::string codings = request.headers.joined("Accept-Encoding");
  bool by_any = false;
  for (const std::string_view element : list_elements(codings)) {
    const auto semicolon = std::min(element.find(';'), element.size());
    const std::string_view name = trimmed(element.substr(0, semicolon));
    const bool wanted = !weight_is_zero(element.substr(std::min(semicolon + 1, element.size())));
    if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip")) {
      return wanted;
    }
    by_any = by_any || (name == "*" && wanted);
  }
  return by_any;
}

}  // namespace belfry::http

#include "adapters/http/request.hpp"

#include <stdexcept>

namespace belfry::http {

const std::string& Request::parameter(std::string_view name) const {
  for (const Parameter& one : parameters) {
    if (one.name == name) {
      return one.value;
    }
  }
  throw std::logic_error("the route has no such path parameter");
}

std::optional<std::string_view> Request::query(std::string_view name) const {
  for (const QueryParameter& one : target.query) {
    if (one.name == name) {
      return one.value;
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> Request::query_all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const QueryParameter& one : target.query) {
    if (one.name == name) {
      values.push_back(one.value);
    }
  }
  return values;
}

std::string_view Request::bearer_token() const {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view value = headers.get("Authorization");
  if (!equal_ignoring_case(value.substr(0, kScheme.size()), kScheme)) {
    return {};
  }
  return trimmed(value.substr(kScheme.size()));
}

}  // namespace belfry::http

#include "adapters/http/routes/query.hpp"

#include <fmt/format.h>

#include <charconv>

namespace belfry::http {

Result<std::size_t> limit_of(const Request& request) {
  const auto text = request.query("limit");
  if (!text) {
    return kDefaultLimit;
  }
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (error != std::errc() || end != text->data() + text->size() || limit < 1 || limit > kMaxLimit) {
    return fail(Error::validation("/limit", "range", fmt::format("is a number from 1 to {}", kMaxLimit)));
  }
  return limit;
}

Result<bool> flag_of(const Request& request, std::string_view name) {
  const auto text = request.query(name);
  if (!text || *text == "false" || *text == "0") {
    return false;
  }
  if (*text == "true" || *text == "1" || text->empty()) {
    return true;
  }
  return fail(Error::validation(fmt::format("/{}", name), "type", "is true or false"));
}

}  // namespace belfry::http

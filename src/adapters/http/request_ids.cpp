#include "adapters/http/request_ids.hpp"

#include "base/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace belfry::http {
namespace {

constexpr std::size_t kMaxIdLength = 128;
constexpr std::size_t kRandomLength = 12;

}  // namespace

bool is_sane_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxIdLength &&
         std::ranges::all_of(id, [](char c) { return c > ' ' && c <= '~'; });
}

std::string request_id_from(std::string_view sent, Instant now) {
  if (is_sane_id(sent)) {
    return std::string(sent);
  }
  return fmt::format("req_{}_{}", to_millis(now), random_text(kRandomLength));
}

std::string correlation_id_from(std::string_view sent) { return is_sane_id(sent) ? std::string(sent) : std::string(); }

}  // namespace belfry::http

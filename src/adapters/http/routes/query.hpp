#pragma once

#include "adapters/http/request.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <string_view>

namespace belfry::http {

inline constexpr std::size_t kDefaultLimit = 50;
inline constexpr std::size_t kMaxLimit = 200;

/// `?limit=`: 1 to 200, 50 when absent. `validation_failed` otherwise.
Result<std::size_t> limit_of(const Request& request);

/// `?name=true|false|1|0`; false when absent.
Result<bool> flag_of(const Request& request, std::string_view name);

}  // namespace belfry::http

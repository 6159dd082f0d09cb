#pragma once

#include "base/time.hpp"

#include <string>
#include <string_view>

namespace belfry::http {

/// At most 128 printable ASCII characters without spaces: fit to be echoed and logged.
bool is_sane_id(std::string_view id);

/// The client's own id when it is sane, else a new `req_{timestamp}_{random}`.
std::string request_id_from(std::string_view sent, Instant now);
/// The client's own id when it is sane, else nothing.
std::string correlation_id_from(std::string_view sent);

}  // namespace belfry::http

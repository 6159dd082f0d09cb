#pragma once

#include <string>

namespace belfry::client {

/// The URL without a slash at its end. Throws std::invalid_argument unless it is http or https with a host and without
/// credentials, query and fragment.
std::string checked_base(const std::string& url);
/// Throws std::invalid_argument, which does not tell the key, unless it is printable ASCII without spaces.
std::string checked_key(const std::string& service_key);

}  // namespace belfry::client

#pragma once

#include "adapters/http/request.hpp"

namespace belfry::http {

/// Whether `Accept-Encoding` lets the answer be gzip (RFC 9110 section 12.5.3): named, or meant by `*`, with a weight
/// above 0. Without the field the answer stays as it is.
bool accepts_gzip(const Request& request);

}  // namespace belfry::http

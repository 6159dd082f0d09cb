#pragma once

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace belfry::sigv4 {

/// The header `Authorization: AWS4-HMAC-SHA256 Credential=<id>/<date>/<region>/<service>/aws4_request,
/// SignedHeaders=a;b, Signature=<hex>`.
struct Authorization {
  std::string access_key_id;
  std::string date;  ///< `20261120`
  std::string region;
  std::string service;
  std::string terminator;
  std::string signed_headers;
  std::string signature;

  bool signs(std::string_view lower_name) const;
};

/// Nothing for any other shape.
std::optional<Authorization> parse_authorization(std::string_view header);

/// `20261120T235902Z`, the form of x-amz-date; nothing for any other.
std::optional<Instant> parse_basic_time(std::string_view text);

}  // namespace belfry::sigv4

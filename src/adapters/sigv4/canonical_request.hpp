#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry::sigv4 {

/// A request exactly as it came: nothing decoded, nothing put in order.
struct SignedRequest {
  std::string_view method;
  std::string_view raw_path;                                 ///< of the request line, before `?`
  std::string_view raw_query;                                ///< what follows `?`; empty when there is none
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, values trimmed, in order
  std::string_view body;

  /// The values of all headers of that name, joined by a comma; nothing when there is none.
  std::optional<std::string> header(std::string_view lower_name) const;
};

/// The canonical form that both sides hash (AWS Signature Version 4). The path's segments are encoded once more than on
/// the wire, empty ones left out: what every SDK does for execute-api. `signed_headers` is the list as sent, `;`
/// between names, `payload_hash` the body's SHA-256 in hexadecimal; nothing when one of the headers is not in the
/// request.
std::optional<std::string> canonical_request(const SignedRequest& request, std::string_view signed_headers,
                                             std::string_view payload_hash);

}  // namespace belfry::sigv4

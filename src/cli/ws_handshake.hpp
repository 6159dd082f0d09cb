#pragma once

#include "cli/outcome.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::cli {

/// RFC 6455 section 4.1.
struct UpgradeRequest {
  std::string host;    ///< with the port where it is not the scheme's own
  std::string target;  ///< path and query
  std::vector<std::string> subprotocols;
  std::string key;  ///< 16 random bytes in base64
};

std::string random_websocket_key();
std::string to_text(const UpgradeRequest& request);

/// The head of an HTTP answer; names of headers in lower case.
struct AnswerHead {
  int status = 0;
  std::map<std::string, std::string, std::less<>> headers;
  std::size_t size = 0;  ///< with the empty line

  std::string_view header(std::string_view name) const;
};

/// Nothing while the head is not whole; an error when it is none.
Outcome<std::optional<AnswerHead>> parse_answer_head(std::string_view bytes);

/// Whether a 101 answers this request: the accept key, and a subprotocol only among those asked for.
Outcome<void> check_upgrade(const AnswerHead& head, const UpgradeRequest& request);

/// Sec-WebSocket-Accept (RFC 6455 section 4.2.2).
std::string accept_for(std::string_view key);

}  // namespace belfry::cli

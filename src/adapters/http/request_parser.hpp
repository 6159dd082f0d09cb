#pragma once

#include "adapters/http/headers.hpp"
#include "adapters/http/method.hpp"
#include "adapters/http/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

namespace belfry::http {

/// The request line and header section of one request, taken apart.
struct RequestHead {
  Method method = Method::other;
  std::string target;  ///< as sent
  Headers headers;
  enum class Version : std::uint8_t { http_1_0, http_1_1 } version = Version::http_1_1;
  bool keep_alive = true;
  bool has_body = false;
  bool expects_continue = false;
};

/// One HTTP/1 request (RFC 9112) out of bytes as they come. Both steps take what they use off the front of `input`;
/// what stays belongs to the next request, or to the WebSocket.
class RequestParser {
 public:
  enum class Progress : std::uint8_t { needs_more, complete };
  using Step = std::expected<Progress, Fault>;

  explicit RequestParser(std::size_t header_limit);
  ~RequestParser();
  RequestParser(RequestParser&&) noexcept;
  RequestParser& operator=(RequestParser&&) noexcept;

  Step parse_header(std::string& input);
  /// Once, after the header is complete.
  RequestHead take_head();
  /// Once, between header and body. A declared length over the limit is a fault at once.
  std::optional<Fault> limit_body(std::size_t bytes);
  Step parse_body(std::string& input);
  /// Once, after the body is complete.
  std::string take_body();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace belfry::http

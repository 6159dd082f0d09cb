#include "adapters/auth/jws.hpp"

#include "adapters/auth/crypto.hpp"
#include "adapters/auth/refusal.hpp"
#include "adapters/auth/strict_json.hpp"

namespace belfry::auth {
namespace {

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
  std::string_view signed_text;
};

std::optional<Parts> split(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
               token.substr(0, second)};
}

std::optional<boost::json::object> decode_object(std::string_view encoded) {
  const auto text = base64url_decode(encoded);
  return text ? parse_object(*text) : std::nullopt;
}

Result<void> read_header(const boost::json::object& header, UnverifiedJwt& jwt) {
  const auto name = string_member(header, "alg");
  const auto algorithm = name ? parse_algorithm(*name) : std::nullopt;
  if (!algorithm) {
    return refuse("unknown alg");
  }
  if (header.contains("crit")) {
    return refuse("crit header");
  }
  jwt.algorithm = *algorithm;
  if (header.contains("kid")) {
    const auto kid = string_member(header, "kid");
    if (!kid) {
      return refuse("kid is no string");
    }
    jwt.kid = std::string(*kid);
  }
  return {};
}

}  // namespace

Result<UnverifiedJwt> parse_jwt(std::string_view token) {
  if (token.empty()) {
    return fail(ErrorCode::token_missing);
  }
  if (token.size() > kMaxTokenBytes) {
    return refuse("token too long");
  }
  const auto parts = split(token);
  if (!parts) {
    return refuse("not three parts");
  }
  const auto header = decode_object(parts->header);
  if (!header) {
    return refuse("malformed header");
  }
  UnverifiedJwt jwt;
  if (auto read = read_header(*header, jwt); !read) {
    return fail(std::move(read.error()));
  }
  auto claims = decode_object(parts->payload);
  auto signature = base64url_decode(parts->signature);
  if (!claims) {
    return refuse("malformed payload");
  }
  if (!signature || signature->empty()) {
    return refuse("malformed signature");
  }
  jwt.claims = std::move(*claims);
  jwt.signature = std::move(*signature);
  jwt.signed_text = parts->signed_text;
  return jwt;
}

}  // namespace belfry::auth

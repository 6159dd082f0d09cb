#include "adapters/http/routes/entity_tag.hpp"

#include "adapters/http/headers.hpp"

#include <openssl/evp.h>

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace belfry::http {

bool none_match(const Request& request, std::string_view tag) {
  const std::string tags = request.headers.joined("If-None-Match");
  for (std::string_view candidate : list_elements(tags)) {
    if (candidate.starts_with("W/")) {
      candidate.remove_prefix(2);
    }
    if (candidate == tag || candidate == "*") {
      return true;
    }
  }
  return false;
}

std::string tag_of_text(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  // Half of it tells texts apart well enough.
  std::string tag = "\"";
  for (std::size_t i = 0; i < digest.size() / 2; ++i) {
    tag += fmt::format("{:02x}", digest[i]);
  }
  return tag + '"';
}

}  // namespace belfry::http

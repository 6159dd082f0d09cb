#include "idempotency_key.hpp"

#include <random>
#include <string_view>

namespace belfry::client {

std::string make_idempotency_key() {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::random_device random;
  std::string key;
  for (int word = 0; word < 4; ++word) {
    unsigned bits = random();
    for (int digit = 0; digit < 8; ++digit, bits >>= 4U) {
      key += kHex[bits & 0xfU];
    }
  }
  return key;
}

}  // namespace belfry::client

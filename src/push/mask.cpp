#include "push/mask.hpp"

#include <array>
#include <cstring>

namespace belfry::push {

void unmask(std::span<char> payload, std::uint32_t key, std::uint64_t phase) {
  std::array<char, 4> octets;
  std::memcpy(octets.data(), &key, sizeof key);
  std::array<char, 8> turned;
  for (std::size_t i = 0; i < turned.size(); ++i) {
    turned[i] = octets[(phase + i) % 4];
  }
  std::uint64_t wide = 0;
  std::memcpy(&wide, turned.data(), sizeof wide);

  char* at = payload.data();
  std::size_t left = payload.size();
  for (; left >= sizeof wide; at += sizeof wide, left -= sizeof wide) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    word ^= wide;
    std::memcpy(at, &word, sizeof word);
  }
  for (std::size_t i = 0; i < left; ++i) {
    at[i] = static_cast<char>(at[i] ^ turned[i]);
  }
}

}  // namespace belfry::push

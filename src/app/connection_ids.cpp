#include "app/connection_ids.hpp"

#include <charconv>

namespace belfry::app {
namespace {

/// The whole text as a number that has one form only; nothing otherwise.
template <class Integer>
std::optional<Integer> number(std::string_view text, int base) {
  Integer value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  const bool canonical = !text.empty() && (text.size() == 1 || text[0] != '0') && text[0] != '-';
  const bool lower = text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
  if (error != std::errc() || end != text.data() + text.size() || !canonical || !lower) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

/// The finalizer of SplitMix64, to whose constants the round's key is added.
std::uint32_t ConnectionIds::mix(std::uint32_t half, std::size_t round) const {
  std::uint64_t z = half + keys_[round];
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 32);
}

// A Feistel network: whatever `mix` does, the rounds can be taken back.

std::uint64_t ConnectionIds::random_of(ConnectionKey key) const {
  auto left = static_cast<std::uint32_t>(key >> 32);
  auto right = static_cast<std::uint32_t>(key);
  for (std::size_t round = 0; round < keys_.size(); ++round) {
    const std::uint32_t next = left ^ mix(right, round);
    left = right;
    right = next;
  }
  return (static_cast<std::uint64_t>(left) << 32) | right;
}

ConnectionKey ConnectionIds::key_of(std::uint64_t random) const {
  auto left = static_cast<std::uint32_t>(random >> 32);
  auto right = static_cast<std::uint32_t>(random);
  for (std::size_t round = keys_.size(); round-- > 0;) {
    const std::uint32_t previous = right ^ mix(left, round);
    right = left;
    left = previous;
  }
  return (static_cast<std::uint64_t>(left) << 32) | right;
}

std::optional<ConnectionIdParts> parse_connection_id(std::string_view text) {
  constexpr std::string_view kPrefix = "conn_";
  const std::size_t underscore = text.find('_', kPrefix.size());
  if (!text.starts_with(kPrefix) || underscore == std::string_view::npos) {
    return std::nullopt;
  }
  const auto millis = number<std::int64_t>(text.substr(kPrefix.size(), underscore - kPrefix.size()), 10);
  const auto random = number<std::uint64_t>(text.substr(underscore + 1), 36);
  if (!millis || !random) {
    return std::nullopt;
  }
  return ConnectionIdParts{from_millis(*millis), *random};
}

}  // namespace belfry::app

#include "adapters/http/trusted_proxies.hpp"

#include "adapters/http/headers.hpp"

#include <arpa/inet.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ranges>
#include <stdexcept>

namespace belfry::http {
namespace {

constexpr unsigned kAddressBits = 128;
constexpr unsigned kMappedPrefixBits = 96;

bool matches(const app::AddressBytes& a, const app::AddressBytes& b, unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) {
    return false;
  }
  const unsigned rest = bits % 8;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
  }
  // One colon separates a port; more are an IPv6 address.
  return std::ranges::count(text, ':') == 1 ? text.substr(0, text.find(':')) : text;
}

}  // namespace

std::optional<app::AddressBytes> parse_address(std::string_view text) {
  const std::string host(without_port(text));
  app::AddressBytes address{};
  if (inet_pton(AF_INET6, host.c_str(), address.data()) == 1) {
    return address;
  }
  address[10] = address[11] = 0xFF;
  if (inet_pton(AF_INET, host.c_str(), address.data() + 12) == 1) {
    return address;
  }
  return std::nullopt;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    const auto block = parse_block(entry);
    if (!block) {
      throw std::invalid_argument(fmt::format("'{}' is neither an address nor a CIDR block", entry));
    }
    blocks_.push_back(*block);
  }
}

std::optional<TrustedProxies::Block> TrustedProxies::parse_block(std::string_view text) {
  const auto slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  const auto base = parse_address(host);
  if (!base) {
    return std::nullopt;
  }
  if (slash == std::string_view::npos) {
    return Block{*base, kAddressBits};
  }
  const std::string_view digits = text.substr(slash + 1);
  const unsigned offset = host.contains(':') ? 0 : kMappedPrefixBits;
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits > kAddressBits - offset) {
    return std::nullopt;
  }
  return Block{*base, bits + offset};
}

bool TrustedProxies::contains(const app::AddressBytes& address) const {
  return std::ranges::any_of(blocks_, [&](const Block& block) { return matches(address, block.base, block.prefix); });
}

app::AddressBytes TrustedProxies::client_of(const app::AddressBytes& peer, std::string_view forwarded_for) const {
  app::AddressBytes client = peer;
  for (const std::string_view hop : list_elements(forwarded_for) | std::views::reverse) {
    const auto address = contains(client) ? parse_address(hop) : std::nullopt;
    if (!address) {
      break;
    }
    client = *address;
  }
  return client;
}

}  // namespace belfry::http

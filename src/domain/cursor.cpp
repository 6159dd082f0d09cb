#include "domain/cursor.hpp"

#include <charconv>

#include <fmt/format.h>

namespace belfry {
namespace {

// The largest integer that a JavaScript number holds exactly: clients read these numbers.
constexpr std::uint64_t kMaxPosition = (std::uint64_t{1} << 53) - 1;

std::optional<std::uint64_t> parse_position(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool canonical = text.size() == 1 || !text.starts_with('0');
  if (error != std::errc() || end != text.data() + text.size() || !canonical || value > kMaxPosition) {
    return std::nullopt;
  }
  return value;
}

std::optional<Epoch> parse_epoch(std::string_view text) {
  Epoch value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.size() != 8 || error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<Cursor> Cursor::parse(std::string_view text) {
  const auto first = text.find('.');
  const auto second = text.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) {
    return std::nullopt;
  }
  const auto epoch = parse_epoch(text.substr(0, first));
  const auto rev = parse_position(text.substr(first + 1, second - first - 1));
  const auto announcement = parse_position(text.substr(second + 1));
  if (!epoch || !rev || !announcement) {
    return std::nullopt;
  }
  return Cursor{*epoch, *rev, *announcement};
}

std::string Cursor::str() const { return fmt::format("{:08x}.{}.{}", epoch, rev, announcement); }

std::optional<UpTo> UpTo::parse(std::string_view text) {
  if (const auto cursor = Cursor::parse(text)) {
    return UpTo{cursor->rev, cursor->epoch, cursor->announcement};
  }
  if (const auto rev = parse_position(text)) {
    return UpTo{*rev, std::nullopt, 0};
  }
  return std::nullopt;
}

}  // namespace belfry

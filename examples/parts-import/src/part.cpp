#include "part.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace parts {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"part_number", "description", "quantity", "unit_price"};
constexpr std::size_t kLongestNumber = 64;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1'000'000'000;
  return whole ? std::optional(value) : std::nullopt;
}

/// "12", "12.5" or "12.50" as cents.
std::optional<std::int64_t> cents(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto whole = whole_number(text.substr(0, point));
  if (!whole || point == std::string_view::npos) {
    return whole ? std::optional(*whole * 100) : std::nullopt;
  }
  const std::string_view digits = text.substr(point + 1);
  const auto fraction = whole_number(digits);
  const bool fits = (digits.size() == 1 || digits.size() == 2) && digits.front() != '-';
  return fraction && fits ? std::optional(*whole * 100 + *fraction * (digits.size() == 1 ? 10 : 1)) : std::nullopt;
}

}  // namespace

std::expected<Columns, std::string> Columns::from_header(const std::vector<std::string>& header) {
  Columns columns;
  columns.width_ = header.size();
  for (std::size_t field = 0; field < kNames.size(); ++field) {
    const auto found = std::ranges::find(header, kNames[field]);
    if (found == header.end()) {
      return std::unexpected("there is no column " + std::string(kNames[field]));
    }
    columns.at_[field] = static_cast<std::size_t>(found - header.begin());
  }
  return columns;
}

std::expected<Part, std::string> Columns::read(std::vector<std::string>& row) const {
  if (row.size() != width_) {
    return std::unexpected(std::to_string(row.size()) + " fields instead of " + std::to_string(width_));
  }
  Part part{.number = std::move(row[at_[0]]), .description = std::move(row[at_[1]])};
  if (part.number.empty() || part.number.size() > kLongestNumber) {
    return std::unexpected("part_number must have 1 to " + std::to_string(kLongestNumber) + " bytes");
  }
  const auto quantity = whole_number(row[at_[2]]);
  if (!quantity) {
    return std::unexpected(std::string("quantity must be a whole number from 0 to 1000000000"));
  }
  const auto price = cents(row[at_[3]]);
  if (!price) {
    return std::unexpected(std::string("unit_price must be a number from 0 with two decimals at most"));
  }
  part.quantity = *quantity;
  part.unit_price_cents = *price;
  return part;
}

}  // namespace parts

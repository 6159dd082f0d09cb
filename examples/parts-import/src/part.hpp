#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace parts {

struct Part {
  std::string number = {};
  std::string description = {};
  std::int64_t quantity = 0;
  std::int64_t unit_price_cents = 0;
};

/// Where a part's fields stand in a row, from the first line of the file.
class Columns {
 public:
  /// The columns `part_number`, `description`, `quantity` and `unit_price` in any order, beside others that are not
  /// looked at. The error says what is wrong, for the user.
  static std::expected<Columns, std::string> from_header(const std::vector<std::string>& header);

  /// The error says why the row is no part.
  std::expected<Part, std::string> read(std::vector<std::string>& row) const;

 private:
  std::size_t width_ = 0;
  std::array<std::size_t, 4> at_ = {};
};

}  // namespace parts

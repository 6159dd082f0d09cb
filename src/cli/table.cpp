#include "cli/table.hpp"

#include "cli/terminal.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace belfry::cli {
namespace {

constexpr std::size_t kGap = 2;

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string aligned(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += cells[i];
    if (i + 1 < cells.size()) {
      line.append(widths[i] - width_of(cells[i]) + kGap, ' ');
    }
  }
  return line;
}

}  // namespace

std::vector<std::string> Table::lines() const {
  std::vector<std::size_t> widths;
  std::ranges::transform(heads_, std::back_inserter(widths), &width_of);
  for (const Row& row : rows_) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row.cells[i]));
    }
  }
  std::vector<std::string> lines{coloured(aligned(heads_, widths), Colour::dim, stdout)};
  for (const Row& row : rows_) {
    lines.push_back(aligned(row.cells, widths));
    for (const std::string& note : row.notes) {
      lines.push_back(std::string(kGap, ' ') + note);
    }
  }
  return lines;
}

}  // namespace belfry::cli

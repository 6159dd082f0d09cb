#pragma once

#include <string>
#include <utility>
#include <vector>

namespace belfry::cli {

/// Text in aligned columns, for people. A column is as wide as its widest cell, counted in code points; the cells are
/// printable (terminal.hpp) and without colours.
class Table {
 public:
  explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {}

  /// As many cells as there are heads.
  void add(std::vector<std::string> cells) { rows_.push_back({std::move(cells), {}}); }
  /// A line of its own below the last row, indented.
  void add_note(std::string note) { rows_.back().notes.push_back(std::move(note)); }

  bool empty() const { return rows_.empty(); }

  /// The heads, then each row with its notes. The heads are dim on a terminal.
  std::vector<std::string> lines() const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::vector<std::string> notes;
  };

  std::vector<std::string> heads_;
  std::vector<Row> rows_;
};

}  // namespace belfry::cli

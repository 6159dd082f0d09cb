#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parts {

struct CsvLimits {
  std::size_t field_bytes = 16 * 1024;
  std::size_t fields = 64;
};

/// A record of the file, or why there is none where one should be.
struct CsvRecord {
  std::vector<std::string> fields = {};
  std::uint64_t line = 0;  ///< where it begins, from 1
  std::string fault = {};  ///< empty: `fields` are those of the record
};

/// Reads CSV as RFC 4180 has it: fields in quotes may hold commas, line breaks and doubled quotes; lines end in CR LF
/// or LF, the last one in neither. A byte order mark of UTF-8 and empty lines are passed over.
///
/// A faulty record ends with its first line, whatever its quotes say: a quote that is never closed costs one row and
/// not the rest of the file. Memory is bounded by the limits.
class CsvReader {
 public:
  explicit CsvReader(std::istream& in, CsvLimits limits = {}) : in_(in), limits_(limits) {}

  /// Nothing at the end of the file, or when the stream failed: ask it which.
  std::optional<CsvRecord> next();
  /// Of the file, up to the record that comes next.
  std::uint64_t bytes_read() const { return passed_ + at_; }

 private:
  enum class Seen { field, record, fault, cut_off };

  Seen read_record(CsvRecord& record);
  Seen read_quoted(std::string& field, std::size_t& at, std::string& fault) const;
  Seen read_plain(std::string& field, std::size_t& at, std::string& fault) const;
  Seen after_field(std::size_t& at, std::string& fault) const;
  void skip_mark();
  bool skip_empty_lines();
  void skip_line();
  /// False: there is no more.
  bool read_more();
  /// Leaves what is before `end` behind.
  void pass(std::size_t end);
  std::string too_long() const;

  std::istream& in_;
  CsvLimits limits_;
  std::string buffer_;
  std::size_t at_ = 0;        ///< of the next record in the buffer
  std::uint64_t passed_ = 0;  ///< bytes of the file before the buffer
  std::uint64_t line_ = 1;
  bool begun_ = false;
  bool at_end_ = false;  ///< the buffer has the end of the file
};

}  // namespace parts

#include "csv_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

// Any bytes are records or faults: each is within the limits and begins on a line of its own, and all bytes are read.

namespace {

constexpr parts::CsvLimits kLimits{.field_bytes = 8, .fields = 4};

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void require_within_limits(const parts::CsvRecord& record) {
  require(record.fault.empty() != record.fields.empty());
  require(record.fields.size() <= kLimits.fields);
  for (const std::string& field : record.fields) {
    require(field.size() <= kLimits.field_bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  parts::CsvReader reader(in, kLimits);
  std::uint64_t line = 0;
  while (const auto record = reader.next()) {
    require(record->line > line);
    line = record->line;
    require_within_limits(*record);
  }
  require(reader.bytes_read() <= size);
  require(size - reader.bytes_read() <= 1);  // a lone carriage return at the end is no record
  return 0;
}

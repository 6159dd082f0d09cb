#include "csv_reader.hpp"

#include <algorithm>
#include <utility>

namespace parts {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::string_view kMark = "\xef\xbb\xbf";

}  // namespace

std::optional<CsvRecord> CsvReader::next() {
  skip_mark();
  if (!skip_empty_lines()) {
    return std::nullopt;
  }
  CsvRecord record{.line = line_};
  while (true) {
    switch (read_record(record)) {
      case Seen::cut_off: read_more(); break;
      case Seen::fault:
        record.fields.clear();
        skip_line();
        return record;
      case Seen::field:
      case Seen::record: return record;
    }
  }
}

/// From the start of the record, each time that the buffer had no end of it: a chunk is much longer than a record.
CsvReader::Seen CsvReader::read_record(CsvRecord& record) {
  record.fields.clear();
  std::size_t at = at_;
  while (true) {
    if (record.fields.size() == limits_.fields) {
      record.fault = "more than " + std::to_string(limits_.fields) + " fields";
      return Seen::fault;
    }
    std::string& field = record.fields.emplace_back();
    const bool quoted = at < buffer_.size() && buffer_[at] == '"';
    const Seen seen = quoted ? read_quoted(field, at, record.fault) : read_plain(field, at, record.fault);
    if (seen == Seen::record) {
      pass(at);
    }
    if (seen != Seen::field) {
      return seen;
    }
  }
}

CsvReader::Seen CsvReader::read_quoted(std::string& field, std::size_t& at, std::string& fault) const {
  for (std::size_t from = at + 1;;) {
    const std::size_t quote = buffer_.find('"', from);
    const std::size_t end = std::min(quote, buffer_.size());
    if (field.size() + (end - from) > limits_.field_bytes) {
      fault = too_long();
      return Seen::fault;
    }
    // Whether a quote is doubled is known only with the byte that follows.
    if (quote == std::string::npos || (quote + 1 == buffer_.size() && !at_end_)) {
      if (!at_end_) {
        return Seen::cut_off;
      }
      fault = "a quote is not closed";
      return Seen::fault;
    }
    field.append(buffer_, from, quote - from);
    from = quote + 1;
    if (from == buffer_.size() || buffer_[from] != '"') {
      at = from;
      return after_field(at, fault);
    }
    field += '"';
    ++from;
  }
}

CsvReader::Seen CsvReader::read_plain(std::string& field, std::size_t& at, std::string& fault) const {
  const std::size_t end = std::min(buffer_.find_first_of(",\"\n", at), buffer_.size());
  if (end - at > limits_.field_bytes + 1) {  // the carriage return of the line's end is not known as such yet
    fault = too_long();
    return Seen::fault;
  }
  if (end == buffer_.size() && !at_end_) {
    return Seen::cut_off;
  }
  if (end < buffer_.size() && buffer_[end] == '"') {
    fault = "a quote within a field that does not begin with one";
    return Seen::fault;
  }
  field.assign(buffer_, at, end - at);
  if (field.ends_with('\r') && (end == buffer_.size() || buffer_[end] == '\n')) {
    field.pop_back();
  }
  if (field.size() > limits_.field_bytes) {
    fault = too_long();
    return Seen::fault;
  }
  at = end;
  return after_field(at, fault);
}

/// A comma, the end of the line or that of the file.
CsvReader::Seen CsvReader::after_field(std::size_t& at, std::string& fault) const {
  const bool returned = at < buffer_.size() && buffer_[at] == '\r';
  if (returned) {
    if (at + 1 == buffer_.size() && !at_end_) {
      return Seen::cut_off;
    }
    ++at;
  }
  if (at == buffer_.size()) {
    return at_end_ ? Seen::record : Seen::cut_off;
  }
  const char c = buffer_[at++];
  if (c == '\n') {
    return Seen::record;
  }
  if (c == ',' && !returned) {
    return Seen::field;
  }
  fault = "text behind a closing quote";
  return Seen::fault;
}

void CsvReader::skip_mark() {
  if (std::exchange(begun_, true)) {
    return;
  }
  while (buffer_.size() < kMark.size() && read_more()) {
  }
  if (buffer_.starts_with(kMark)) {
    at_ = kMark.size();
  }
}

bool CsvReader::skip_empty_lines() {
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    if (rest.size() < 2 && read_more()) {
      continue;
    }
    if (rest.starts_with('\n')) {
      pass(at_ + 1);
    } else if (rest.starts_with("\r\n")) {
      pass(at_ + 2);
    } else {
      return !rest.empty() && rest != "\r";
    }
  }
}

void CsvReader::skip_line() {
  while (true) {
    if (const std::size_t end = buffer_.find('\n', at_); end != std::string::npos) {
      pass(end + 1);
      return;
    }
    at_ = buffer_.size();
    if (!read_more()) {
      return;
    }
  }
}

bool CsvReader::read_more() {
  if (at_end_) {
    return false;
  }
  passed_ += at_;
  buffer_.erase(0, std::exchange(at_, 0));
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kChunk);
  in_.read(buffer_.data() + had, static_cast<std::streamsize>(kChunk));
  buffer_.resize(had + static_cast<std::size_t>(in_.gcount()));
  at_end_ = !in_;
  return buffer_.size() > had;
}

void CsvReader::pass(std::size_t end) {
  line_ += static_cast<std::uint64_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 buffer_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  at_ = end;
}

std::string CsvReader::too_long() const {
  return "a field of more than " + std::to_string(limits_.field_bytes) + " bytes";
}

}  // namespace parts

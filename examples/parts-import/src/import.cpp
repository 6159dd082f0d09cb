#include "import.hpp"

#include <algorithm>
#include <utility>

namespace parts {
namespace {

constexpr std::uint64_t kRowsAReport = 100;
/// What of the skipped rows goes to the job's owner; the log of the program has them all.
constexpr std::size_t kBadRowsTold = 20;

double percent(std::uint64_t done, std::uint64_t total) {
  return total == 0 ? 0 : std::min(100.0, 100.0 * static_cast<double>(done) / static_cast<double>(total));
}

}  // namespace

Import::End Import::run(const Source& source) {
  const End parsed = parse(source);
  return parsed == End::stored ? store() : parsed;
}

Import::End Import::parse(const Source& source) {
  CsvReader reader(source.in);
  auto header = reader.next();
  if (!header || !header->fault.empty()) {
    reason_ = header ? "the first line: " + header->fault : "the file is empty";
    return End::bad_file;
  }
  const auto columns = Columns::from_header(header->fields);
  if (!columns) {
    reason_ = columns.error();
    return End::bad_file;
  }
  while (auto record = reader.next()) {
    take(*record, *columns);
    if ((staged_ + skipped_) % kRowsAReport == 0) {
      // How many rows there will be is not known yet: the bytes tell how far it is.
      job_.report({.stage = "parse",
                   .stage_progress = percent(reader.bytes_read(), source.bytes),
                   .message = "reading rows",
                   .current_row = staged_ + skipped_});
      if (const End stop = asked_to_stop(); stop != End::stored) {
        return stop;
      }
    }
  }
  if (source.in.bad()) {
    reason_ = "the file cannot be read to its end";
    return End::bad_file;
  }
  job_.stage("parse").complete({{"rows", staged_}, {"skipped", skipped_}});
  return End::stored;
}

Import::End Import::store() {
  belfry::Stage stage = job_.stage("store");
  db_.begin();
  while (stored_ < staged_) {
    db_.store(stored_, kRowsAReport);
    stored_ = std::min(stored_ + kRowsAReport, staged_);
    stage.progress(stored_, staged_, "storing rows");
    if (asked_to_stop() != End::stored) {
      break;
    }
  }
  if (hooks_.last_look) {
    hooks_.last_look();
  }
  if (const End stop = asked_to_stop(); stop != End::stored) {
    db_.roll_back();
    stored_ = 0;
    return stop;
  }
  db_.commit();
  stage.complete({{"rows", stored_}});
  return End::stored;
}

void Import::take(CsvRecord& record, const Columns& columns) {
  if (!record.fault.empty()) {
    skip({.line = record.line, .reason = std::move(record.fault)});
    return;
  }
  const auto part = columns.read(record.fields);
  if (!part) {
    skip({.line = record.line, .reason = part.error()});
    return;
  }
  db_.stage(*part);
  ++staged_;
}

void Import::skip(BadRow row) {
  ++skipped_;
  if (first_bad_rows_.size() < kBadRowsTold) {
    first_bad_rows_.push_back(belfry::JsonObject{{"line", row.line}, {"reason", row.reason}});
  }
  if (hooks_.on_bad_row) {
    hooks_.on_bad_row(row);
  }
}

Import::End Import::asked_to_stop() const {
  if (hooks_.interrupted != nullptr && *hooks_.interrupted) {
    return End::interrupted;
  }
  return job_.cancelled() ? End::cancelled : End::stored;
}

belfry::JsonObject Import::results() const {
  return {{"imported", stored_}, {"skipped", skipped_}, {"badRows", belfry::Json::array(first_bad_rows_)}};
}

}  // namespace parts

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "belfry/client.hpp"
#include "csv_reader.hpp"
#include "part.hpp"
#include "parts_db.hpp"

namespace parts {

/// A row that was skipped.
struct BadRow {
  std::uint64_t line = 0;
  std::string reason = {};
};

struct Source {
  std::istream& in;
  std::uint64_t bytes = 0;  ///< of the whole file, for the progress; 0: not known
};

/// Two stages: the file is read into a temporary table, and that is taken over by one transaction. Until the
/// transaction ends, an end of any kind leaves the database as it was.
class Import {
 public:
  enum class End { stored, cancelled, interrupted, bad_file };

  /// `on_bad_row` hears of every row that is skipped. `last_look` is called before the transaction ends, so that a
  /// cancel that is on its way is heard. `interrupted` may be set at any time.
  struct Hooks {
    std::function<void(const BadRow&)> on_bad_row = {};
    std::function<void()> last_look = {};
    const std::atomic<bool>* interrupted = nullptr;
  };

  Import(belfry::Job& job, PartsDb& db, Hooks hooks) : job_(job), db_(db), hooks_(std::move(hooks)) {}

  /// Throws `DatabaseError`. The end is not told to the job.
  End run(const Source& source);

  std::uint64_t stored() const { return stored_; }
  std::uint64_t skipped() const { return skipped_; }
  /// For the user.
  const std::string& reason() const { return reason_; }
  /// What the job's owner is told.
  belfry::JsonObject results() const;

 private:
  End parse(const Source& source);
  End store();
  void take(CsvRecord& record, const Columns& columns);
  void skip(BadRow row);
  /// `stored`: go on.
  End asked_to_stop() const;

  belfry::Job& job_;
  PartsDb& db_;
  Hooks hooks_;
  std::uint64_t staged_ = 0;
  std::uint64_t stored_ = 0;
  std::uint64_t skipped_ = 0;
  std::vector<belfry::Json> first_bad_rows_;
  std::string reason_;
};

}  // namespace parts

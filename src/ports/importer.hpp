#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/ids.hpp"

#include <optional>
#include <string>

namespace belfry {

struct ImportOrder {
  UserId user;            ///< whose job it becomes
  std::string file_name;  ///< one segment of a path, as the job shows it
  std::string content;
};

/// Imports a file on behalf of a user, who sees it as a job (`--dev` only: a way to see jobs at work). Any shard.
class Importer {
 public:
  virtual ~Importer() = default;

  /// Why nothing can be imported here, as a sentence for people; nothing: it can.
  virtual std::optional<std::string> obstacle() const = 0;

  /// Answers when the import runs; how it goes on, the job tells. `overloaded` when as many run as may, `draining` when
  /// the server ends.
  virtual Task<Result<void>> start(ImportOrder order) = 0;
};

}  // namespace belfry

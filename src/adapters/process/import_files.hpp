#pragma once

#include "base/result.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace belfry::process {

/// The file of one import, in a folder of its own so that it may have the name that its user gave it. Only the server's
/// own account can read it; it is gone with this object.
class ImportFiles {
 public:
  /// Below `folder`, which is made when it is not there. `name` is one segment of a path. Blocks. What the operating
  /// system refuses is `internal_error`, with the cause for the log.
  static Result<ImportFiles> write(const std::filesystem::path& folder, const std::string& name,
                                   std::string_view content);

  /// Removes what servers left that were killed: older than `age`, and so nobody's. Blocks.
  static void remove_older(const std::filesystem::path& folder, std::chrono::seconds age);

  ImportFiles(ImportFiles&& other) noexcept
      : own_folder_(std::exchange(other.own_folder_, {})), file_(std::move(other.file_)) {}
  ImportFiles& operator=(ImportFiles&&) = delete;
  ~ImportFiles();

  const std::filesystem::path& file() const { return file_; }
  /// For what the importer says on standard error; made by whoever writes it.
  std::filesystem::path errors() const { return own_folder_ / "errors" / "text"; }
  /// The beginning of it, at most 500 bytes.
  std::string first_errors() const;

 private:
  explicit ImportFiles(std::filesystem::path own_folder) : own_folder_(std::move(own_folder)) {}

  std::filesystem::path own_folder_;  ///< empty when moved from
  std::filesystem::path file_;
};

}  // namespace belfry::process

#pragma once

#include "base/result.hpp"

#include <string>

namespace belfry::sqlite {

/// Held for as long as a process has the database open, so that two servers never share one: both would number the same
/// users' changes. A lock of the kernel (flock) on a file beside the database: it ends with its process, however that
/// ends. The file itself stays.
class LockFile {
 public:
  /// `store_unavailable` with one line in `log_detail` when another process holds it or the file cannot be made.
  static Result<LockFile> acquire(const std::string& path);
  ~LockFile();
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&&) = delete;

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace belfry::sqlite

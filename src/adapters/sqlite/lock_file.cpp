#include "adapters/sqlite/lock_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>
#include <utility>

namespace belfry::sqlite {

Result<LockFile> LockFile::acquire(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return fail(Error::logged(ErrorCode::store_unavailable, fmt::format("cannot make the lock file {}: {}", path,
                                                                        std::generic_category().message(errno))));
  }
  LockFile lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    return fail(Error::logged(ErrorCode::store_unavailable,
                              error == EWOULDBLOCK
                                  ? fmt::format("another process is using this database (it holds {})", path)
                                  : fmt::format("cannot lock {}: {}", path, std::generic_category().message(error))));
  }
  return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile::~LockFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

}  // namespace belfry::sqlite

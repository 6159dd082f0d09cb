#include "adapters/process/import_files.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace belfry::process {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "import-";
constexpr std::size_t kErrorBytes = 500;
constexpr mode_t kOwnerOnly = 0700;

Failure failed(const std::string& what, int error) {
  return fail(
      Error::logged(ErrorCode::internal_error, fmt::format("{}: {}", what, std::system_category().message(error))));
}

/// True as well when it is there.
bool make_folder(const fs::path& path) { return ::mkdir(path.c_str(), kOwnerOnly) == 0 || errno == EEXIST; }

/// The errno of what went wrong, or 0.
int write_file(const fs::path& path, std::string_view content) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    return errno;
  }
  int error = 0;
  while (!content.empty() && error == 0) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  return ::close(descriptor) == 0 || error != 0 ? error : errno;
}

}  // namespace

Result<ImportFiles> ImportFiles::write(const fs::path& folder, const std::string& name, std::string_view content) {
  std::string made = (folder / fmt::format("{}XXXXXX", kPrefix)).string();
  if (!make_folder(folder) || ::mkdtemp(made.data()) == nullptr) {
    return failed(folder.string(), errno);
  }
  ImportFiles files{fs::path(made)};
  files.file_ = files.own_folder_ / "file" / name;
  if (!make_folder(files.file_.parent_path()) || !make_folder(files.errors().parent_path())) {
    return failed(made, errno);
  }
  if (const int error = write_file(files.file_, content); error != 0) {
    return failed(made, error);
  }
  return files;
}

void ImportFiles::remove_older(const fs::path& folder, std::chrono::seconds age) {
  // Whatever cannot be looked at or removed stays: the next import tries again.
  std::error_code ignored;
  const auto before = fs::file_time_type::clock::now() - age;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const bool ours = entry.path().filename().string().starts_with(kPrefix);
    if (ours && entry.last_write_time(ignored) < before) {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

ImportFiles::~ImportFiles() {
  if (!own_folder_.empty()) {
    std::error_code ignored;  // `remove_older` tries again
    fs::remove_all(own_folder_, ignored);
  }
}

std::string ImportFiles::first_errors() const {
  std::ifstream in(errors(), std::ios::binary);
  std::string text(kErrorBytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace belfry::process

#pragma once

#include "base/random.hpp"
#include "config/load.hpp"
#include "config/toml_reader.hpp"
#include "config/validate.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace belfry::config::test {

/// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / ("belfry-config-" + random_text(12))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name)) << text;
    return file(name);
  }

 private:
  std::filesystem::path path_;
};

inline LoadedConfig read(const std::string& text) {
  LoadedConfig loaded;
  read_toml(text, "belfry.toml", loaded);
  return loaded;
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) {
    all += line + '\n';
  }
  return all;
}

/// What is wrong with a file of this text, one line each.
inline std::string problems_of(const std::string& text) {
  LoadedConfig loaded = read(text);
  validate(loaded);
  return joined(loaded.problems);
}

}  // namespace belfry::config::test

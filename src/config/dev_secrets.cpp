#include "config/dev_secrets.hpp"

#include "base/random.hpp"
#include "config/address.hpp"
#include "config/toml_reader.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace belfry::config {
namespace {

constexpr std::size_t kSecretCharacters = 48;

std::string fresh_secrets() {
  return fmt::format(
      "# Made by `belfry serve --dev` for this folder only. Whoever reads it can sign in as anybody.\n"
      "[auth.connection_tokens]\nsecret = \"{}\"\n\n"
      "[auth.jwt]\nissuer = \"{}\"\nhs256_secret = \"{}\"\n\n"
      "[[auth.service_keys]]\nname = \"{}\"\nkey = \"dev_{}\"\n",
      random_text(kSecretCharacters), kDevIssuer, random_text(kSecretCharacters), kDevServiceName,
      random_text(kSecretCharacters));
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return true;
}

// Written aside and linked into place: another process sees the whole file or none, and the first one stays.
bool create_file(const std::string& file) {
  std::error_code ignored;  // what fails here fails in open below, with the same errno for people
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  const std::string aside = file + '.' + random_text(8);
  const int descriptor = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return false;
  }
  const bool written = write_all(descriptor, fresh_secrets()) && ::fsync(descriptor) == 0;
  const bool closed = ::close(descriptor) == 0;
  const bool linked = written && closed && (::link(aside.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  ::unlink(aside.c_str());
  errno = error;
  return linked;
}

bool has_hs256(const Config& config) {
  return std::ranges::any_of(config.jwt, [](const JwtConfig& jwt) { return !jwt.hs256_secret.empty(); });
}

void merge(const Config& dev, Config& config) {
  if (config.connection_tokens.secret.empty()) {
    config.connection_tokens.secret = dev.connection_tokens.secret;
  }
  if (!has_hs256(config)) {
    config.jwt.insert(config.jwt.end(), dev.jwt.begin(), dev.jwt.end());
  }
  if (config.service_keys.empty()) {
    config.service_keys = dev.service_keys;
  }
}

}  // namespace

std::string dev_secrets_file(const Config& config) {
  return (std::filesystem::path(config.server.data_dir) / "dev.toml").string();
}

void apply_dev_secrets(DevSecrets use, LoadedConfig& loaded) {
  if (use == DevSecrets::ignore) {
    return;
  }
  const std::string file = dev_secrets_file(loaded.config);
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) {
    if (use == DevSecrets::read) {
      return;
    }
    if (!create_file(file) || ::stat(file.c_str(), &status) != 0) {
      loaded.problems.push_back(fmt::format("{}: cannot be written: {}", file, std::strerror(errno)));
      return;
    }
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    loaded.problems.push_back(fmt::format("{0}: others may read it; run: chmod 600 {0}", file));
    return;
  }
  LoadedConfig dev;
  read_toml_file(file, dev);
  loaded.problems.insert(loaded.problems.end(), dev.problems.begin(), dev.problems.end());
  merge(dev.config, loaded.config);
}

void apply_dev_mode(LoadedConfig& loaded) {
  Config& config = loaded.config;
  config.dev.enabled = true;
  if (!loaded.was_set("limits.connect_attempts_per_minute_per_ip")) {
    config.limits.connect_attempts_per_minute_per_ip = 0;
  }
  const auto check = [&](std::string_view path, const std::string& text) {
    const auto address = ListenAddress::parse(text);
    if (address && !address->is_loopback()) {
      loaded.problem(path, fmt::format("is {}, but --dev listens on loopback only, like 127.0.0.1:8080", text));
    }
  };
  check("server.listen", config.server.listen);
  check("server.internal_listen", config.server.internal_listen);
}

}  // namespace belfry::config

#include "adapters/process/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 does not say so itself
}

namespace belfry::process {
namespace {

constexpr int kFirstOtherDescriptor = 3;
constexpr int kSignalBase = 128;
constexpr int kUnknownEnd = 255;

Failure failed(const char* what, int error) {
  return fail(
      Error::logged(ErrorCode::internal_error, fmt::format("{}: {}", what, std::system_category().message(error))));
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) {
    pointers.push_back(const_cast<char*>(text.c_str()));  // posix_spawn takes what it does not change
  }
  pointers.push_back(nullptr);
  return pointers;
}

/// What is done in the child before the program begins.
class Preparation {
 public:
  explicit Preparation(const std::string& error_file) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, error_file.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, kFirstOtherDescriptor);
    ::posix_spawnattr_init(&attributes_);
    // The server blocks the signals that end it, and ignores SIGPIPE: both would be inherited.
    sigset_t none;
    sigemptyset(&none);
    sigset_t usual;
    sigfillset(&usual);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &usual);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Preparation() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  const posix_spawn_file_actions_t& actions() const { return actions_; }
  const posix_spawnattr_t& attributes() const { return attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<Child> Child::spawn(const Command& command) {
  const Preparation preparation(command.error_file);
  const std::vector<char*> arguments = pointers_to(command.arguments);
  const std::vector<char*> environment = pointers_to(command.environment);
  pid_t pid = 0;
  if (const int error = ::posix_spawn(&pid, arguments[0], &preparation.actions(), &preparation.attributes(),
                                      arguments.data(), environment.data());
      error != 0) {
    return failed("posix_spawn", error);
  }
  // The number cannot name another process: nobody but us reaps this one.
  const int descriptor = ::pidfd_open(pid, 0);
  if (descriptor < 0) {
    const int error = errno;
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    return failed("pidfd_open", error);
  }
  return Child(pid, descriptor);
}

Child::Child(Child&& other) noexcept
    : pid_(other.pid_), descriptor_(std::exchange(other.descriptor_, -1)), exit_code_(other.exit_code_) {}

Child::~Child() {
  if (descriptor_ < 0) {
    return;
  }
  if (!exit_code_) {
    kill(SIGKILL);
    reap();
  }
  ::close(descriptor_);
}

Child::Wait Child::wait(std::chrono::milliseconds patience, const StopEvent* stop) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  // poll passes over a negative descriptor.
  std::array<pollfd, 2> watched{{{descriptor_, POLLIN, 0}, {stop != nullptr ? stop->descriptor() : -1, POLLIN, 0}}};
  while (!exit_code_) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    if (watched[0].revents != 0) {
      reap();
    } else if (watched[1].revents != 0) {
      return Wait::stopped;
    } else if (ready == 0) {
      return Wait::timed_out;
    }
  }
  return Wait::ended;
}

void Child::end(std::chrono::milliseconds grace) {
  if (exit_code_) {
    return;
  }
  kill(SIGTERM);
  if (wait(grace) != Wait::ended) {
    kill(SIGKILL);
    reap();
  }
}

void Child::kill(int signal) const { ::kill(pid_, signal); }

void Child::reap() {
  int status = 0;
  pid_t reaped = -1;
  do {
    reaped = ::waitpid(pid_, &status, 0);
  } while (reaped < 0 && errno == EINTR);
  if (reaped == pid_ && WIFEXITED(status)) {
    exit_code_ = WEXITSTATUS(status);
  } else if (reaped == pid_ && WIFSIGNALED(status)) {
    exit_code_ = kSignalBase + WTERMSIG(status);
  } else {
    exit_code_ = kUnknownEnd;  // whoever started the server has it ignore its children: the kernel reaped it
  }
}

}  // namespace belfry::process

#pragma once

#include "adapters/process/stop_event.hpp"
#include "base/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace belfry::process {

struct Command {
  std::vector<std::string> arguments;    ///< the program's file first; not looked up in PATH
  std::vector<std::string> environment;  ///< `NAME=value`; the whole of it, ours is not inherited
  std::string error_file;  ///< what it writes to standard error, made with mode 0600; its output is dropped
};

/// A running child process, of which no trace is left behind: whoever drops it kills and reaps it. It has none of our
/// descriptors and blocks no signal, and is in a process group of its own, so that Ctrl-C in a terminal reaches it
/// through us alone. One thread at a time.
class Child {
 public:
  /// An error of the operating system is `internal_error`, with the cause for the log.
  static Result<Child> spawn(const Command& command);

  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();

  enum class Wait { ended, timed_out, stopped };
  /// Blocks until it has ended, the time is up or, where there is one, `stop` is set.
  Wait wait(std::chrono::milliseconds patience, const StopEvent* stop = nullptr);

  /// SIGTERM, and SIGKILL to one that is still there after `grace`. Blocks until it is gone.
  void end(std::chrono::milliseconds grace);

  /// As a shell has it: the exit code, or 128 and the signal's number. Nothing while it runs.
  std::optional<int> exit_code() const { return exit_code_; }

 private:
  Child(pid_t pid, int descriptor) : pid_(pid), descriptor_(descriptor) {}

  void kill(int signal) const;
  void reap();

  pid_t pid_;
  int descriptor_;  ///< pidfd: readable when it has ended; -1 when moved from
  std::optional<int> exit_code_;
};

}  // namespace belfry::process

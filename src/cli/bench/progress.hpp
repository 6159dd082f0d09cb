#pragma once

#include <string_view>

namespace belfry::cli::bench {

/// One line on standard error that says what is being measured; silent when that is no terminal.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void say(std::string_view what);

 private:
  bool on_terminal_;
};

}  // namespace belfry::cli::bench

#include "cli/bench/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace belfry::cli::bench {
namespace {

constexpr std::string_view kClearLine = "\r\x1b[K";

}  // namespace

Progress::Progress() : on_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { say(""); }

void Progress::say(std::string_view what) {
  if (on_terminal_) {
    fmt::print(stderr, "{}{}", kClearLine, what);
    std::fflush(stderr);
  }
}

}  // namespace belfry::cli::bench

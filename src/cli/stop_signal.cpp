#include "cli/stop_signal.hpp"

#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>

#include <csignal>
#include <stdexcept>

namespace belfry::cli {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

StopSignal::StopSignal() : descriptor_(-1) {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  descriptor_ = Descriptor(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!descriptor_.valid()) {
    throw std::runtime_error("signals cannot be watched");
  }
}

StopSignal::~StopSignal() {
  // Taken out first: once unblocked, a signal that waits would end the program.
  signalfd_siginfo taken{};
  while (::read(descriptor_.number(), &taken, sizeof taken) > 0) {
  }
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

bool StopSignal::raised() const {
  pollfd watched{descriptor_.number(), POLLIN, 0};
  return ::poll(&watched, 1, 0) > 0;
}

bool StopSignal::sleep_until(Deadline deadline) const {
  return wait_for(descriptor_, POLLIN, deadline, {}) != Waited::ready;
}

}  // namespace belfry::cli

#include "adapters/process/stop_event.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace belfry::process {

StopEvent::StopEvent() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) {
    throw std::system_error(errno, std::system_category(), "eventfd");
  }
}

StopEvent::~StopEvent() { ::close(descriptor_); }

void StopEvent::set() const { ::eventfd_write(descriptor_, 1); }

}  // namespace belfry::process

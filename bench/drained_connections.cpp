#include "drained_connections.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <new>
#include <system_error>

namespace belfry::bench {

namespace {

int checked(int result, const char* what) {
  if (result < 0) {
    throw std::system_error(errno, std::generic_category(), what);
  }
  return result;
}

int listen_on_loopback(sockaddr_in& address) {
  const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  checked(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  checked(::listen(listener, 4096), "listen");
  socklen_t size = sizeof address;
  checked(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  return listener;
}

/// The reader's whole life.
[[noreturn]] void read_for_ever(sockaddr_in address, std::size_t count, std::atomic<std::uint64_t>& read) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  for (std::size_t i = 0; i < count; ++i) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) {
      ::_exit(1);
    }
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
  }
  static std::array<char, 65'536> buffer;
  static std::array<epoll_event, 256> events;
  while (true) {
    const int ready = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < ready; ++i) {
      const ssize_t got =
          ::recv(events[static_cast<std::size_t>(i)].data.fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (got > 0) {
        read.fetch_add(static_cast<std::uint64_t>(got), std::memory_order_relaxed);
      } else if (got == 0) {
        ::close(events[static_cast<std::size_t>(i)].data.fd);
      }
    }
  }
}

}  // namespace

DrainedConnections::DrainedConnections(std::size_t count) {
  void* shared = ::mmap(nullptr, sizeof *read_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) {
    throw std::system_error(errno, std::generic_category(), "mmap");
  }
  read_ = new (shared) std::atomic<std::uint64_t>(0);
  sockaddr_in address{};
  const int listener = listen_on_loopback(address);
  reader_ = checked(::fork(), "fork");
  if (reader_ == 0) {
    ::close(listener);
    read_for_ever(address, count, *read_);
  }
  descriptors_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const int descriptor = checked(::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC), "accept");
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    descriptors_.push_back(descriptor);
  }
  ::close(listener);
}

DrainedConnections::~DrainedConnections() {
  ::kill(reader_, SIGKILL);
  ::waitpid(reader_, nullptr, 0);
  ::munmap(read_, sizeof *read_);
}

void DrainedConnections::wait_until_read(std::uint64_t total) const {
  while (read_->load(std::memory_order_relaxed) < total) {
    ::usleep(200);
  }
}

}  // namespace belfry::bench

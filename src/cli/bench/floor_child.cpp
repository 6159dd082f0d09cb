#include "cli/bench/floor_child.hpp"

#include "base/frame.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::cli::bench {
namespace {

constexpr std::string_view kGreeting =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x02{}";

double cpu_micros() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

/// A frame of so many bytes, header included.
std::string frame_of(std::size_t bytes) {
  const std::size_t header = bytes < 128 ? 2 : 4;
  const std::string payload(bytes > header ? bytes - header : 0, 'x');
  return std::string(Frame::text(payload)->bytes());
}

class Child {
 public:
  Child(int listener, int orders) : listener_(listener), orders_(orders) {}

  void run() {
    accept_until_ordered();
    FloorOrder order;
    while (::recv(orders_, &order, sizeof order, 0) == sizeof order) {
      carry_out(order);
    }
  }

 private:
  void accept_until_ordered() {
    std::array<pollfd, 2> watched{{{listener_, POLLIN, 0}, {orders_, POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), -1) > 0 && watched[1].revents == 0) {
      accept_one();
    }
  }

  void accept_one() {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) {
      return;
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::string request;
    std::array<char, 2048> buffer;
    while (!request.ends_with("\r\n\r\n")) {
      const ssize_t got = ::recv(descriptor, buffer.data(), buffer.size(), 0);
      if (got <= 0) {
        ::close(descriptor);
        return;
      }
      request.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::send(descriptor, kGreeting.data(), kGreeting.size(), MSG_NOSIGNAL);
    sockets_.push_back(descriptor);
  }

  void carry_out(const FloorOrder& order) {
    if (frame_.size() != order.frame_bytes && order.what != FloorOrder::What::tell_cpu) {
      frame_ = frame_of(order.frame_bytes);
    }
    switch (order.what) {
      case FloorOrder::What::send_to_all:
        for (const int socket : sockets_) {
          for (std::uint32_t i = 0; i < order.number; ++i) {
            ::send(socket, frame_.data(), frame_.size(), MSG_NOSIGNAL);
          }
        }
        return;
      case FloorOrder::What::send_to_one:
        ::send(sockets_[order.number % sockets_.size()], frame_.data(), frame_.size(), MSG_NOSIGNAL);
        return;
      case FloorOrder::What::tell_cpu:
        const double micros = cpu_micros();
        ::send(orders_, &micros, sizeof micros, MSG_NOSIGNAL);
        return;
    }
  }

  int listener_;
  int orders_;
  std::vector<int> sockets_;
  std::string frame_;
};

}  // namespace

void live_as_floor(int listener, int orders) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  Child(listener, orders).run();
  ::_exit(0);
}

}  // namespace belfry::cli::bench

#include "cli/bench/floor.hpp"

#include "cli/bench/floor_child.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace belfry::cli::bench {
namespace {

constexpr timeval kPatience{.tv_sec = 20, .tv_usec = 0};

/// The port it listens on; 0 when the system refuses.
std::uint16_t listen_on_loopback(int listener) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 4096) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return 0;
  }
  return ntohs(address.sin_port);
}

}  // namespace

Floor::Floor(Descriptor orders, pid_t child, Target target)
    : orders_(std::move(orders)), child_(child), target_(std::move(target)) {}

Floor::Floor(Floor&& other) noexcept
    : orders_(std::move(other.orders_)), child_(std::exchange(other.child_, -1)), target_(std::move(other.target_)) {}

Floor::~Floor() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
}

Outcome<Floor> Floor::start() {
  Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  std::array<int, 2> pair{-1, -1};
  const std::uint16_t port = listener ? listen_on_loopback(listener.get()) : 0;
  if (port == 0 || ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return refuse("the floor cannot listen: " + explain_errno(errno, "127.0.0.1"));
  }
  Descriptor ours(pair[0]);
  Descriptor theirs(pair[1]);
  ::setsockopt(ours.get(), SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  const pid_t child = ::fork();
  if (child < 0) {
    return refuse("the floor cannot be forked: " + explain_errno(errno, "127.0.0.1"));
  }
  if (child == 0) {
    ours.reset();
    live_as_floor(listener.get(), theirs.get());
  }
  return Floor(std::move(ours), child, Target::loopback(port));
}

void Floor::send_to_all(std::uint32_t messages, std::size_t frame_bytes) {
  const FloorOrder order{FloorOrder::What::send_to_all, messages, frame_bytes};
  ::send(orders_.get(), &order, sizeof order, MSG_NOSIGNAL);
}

void Floor::send_to_one(std::uint32_t index, std::size_t frame_bytes) {
  const FloorOrder order{FloorOrder::What::send_to_one, index, frame_bytes};
  ::send(orders_.get(), &order, sizeof order, MSG_NOSIGNAL);
}

Outcome<double> Floor::cpu_micros() {
  const FloorOrder order;
  double micros = 0;
  if (::send(orders_.get(), &order, sizeof order, MSG_NOSIGNAL) != sizeof order ||
      ::recv(orders_.get(), &micros, sizeof micros, 0) != sizeof micros) {
    return refuse("the floor does not answer");
  }
  return micros;
}

}  // namespace belfry::cli::bench

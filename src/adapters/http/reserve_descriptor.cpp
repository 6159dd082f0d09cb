#include "adapters/http/reserve_descriptor.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace belfry::http {
namespace {

constexpr std::string_view kUnavailable =
    R"({"type":"urn:belfry:problem:server-full","title":"Service Unavailable","status":503,)"
    R"("detail":"The server has no free connections","code":"SERVER_FULL"})";

}  // namespace

bool ReserveDescriptor::take() {
  if (descriptor_ < 0) {
    descriptor_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
  return descriptor_ >= 0;
}

void ReserveDescriptor::release() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
}

void send_unavailable(int socket) {
  const std::string answer = fmt::format(
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\n"
      "Retry-After: 5\r\nConnection: close\r\n\r\n{}",
      kUnavailable.size(), kUnavailable);
  // A peer that does not take it is closed all the same.
  static_cast<void>(::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  ::shutdown(socket, SHUT_WR);
}

void discard_received(int socket) {
  constexpr int kMostReads = 16;
  std::array<char, 4096> bytes;
  for (int i = 0; i < kMostReads && ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT) > 0; ++i) {
  }
}

unsigned long raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return 0;
  }
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace belfry::http

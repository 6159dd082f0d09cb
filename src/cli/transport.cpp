#include "cli/transport.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace belfry::cli {
namespace {

using AddressList = std::unique_ptr<addrinfo, decltype([](addrinfo* list) { freeaddrinfo(list); })>;

std::string without_brackets(const std::string& host) {
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

std::string explain(int error, const config::HttpUrl& url) {
  if (error == ECONNREFUSED) {
    return fmt::format("no server answers at {}: is it running? start it with `belfry serve --dev`", url.str());
  }
  return fmt::format("{}: {}", url.str(), std::strerror(error));
}

/// 0, or the errno of what went wrong.
int connect_to(const addrinfo& address, Deadline deadline, Descriptor& socket) {
  socket = Descriptor(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.valid()) {
    return errno;
  }
  if (::connect(socket.number(), address.ai_addr, address.ai_addrlen) == 0) {
    return 0;
  }
  if (errno != EINPROGRESS) {
    return errno;
  }
  if (wait_for(socket, POLLOUT, deadline, {}) != Waited::ready) {
    return ETIMEDOUT;
  }
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace

Waited wait_for(const Descriptor& socket, short events, Deadline deadline, Wake wake) {
  pollfd watched[2] = {{socket.number(), events, 0}, {wake.descriptor, POLLIN, 0}};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const auto timeout = std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 3'600'000);
    const int ready = ::poll(watched, 2, static_cast<int>(timeout));
    if (ready < 0 && errno == EINTR) {
      continue;
    }
    if (watched[1].revents != 0) {
      return Waited::woken;
    }
    if (ready != 0) {
      return Waited::ready;  // an error of poll itself shows in the call that follows
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      return Waited::timeout;
    }
  }
}

Outcome<Transport> Transport::connect(const config::HttpUrl& url, Deadline deadline) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string host = without_brackets(url.host);
  if (const int error = getaddrinfo(host.c_str(), fmt::to_string(url.port).c_str(), &hints, &found); error != 0) {
    return refuse(fmt::format("{}: {}", url.host, gai_strerror(error)));
  }
  const AddressList addresses(found);
  Descriptor socket(-1);
  int error = 0;
  for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
    error = connect_to(*address, deadline, socket);
    if (error == 0) {
      break;
    }
  }
  if (error != 0) {
    return refuse(explain(error, url));
  }
  const int on = 1;
  ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  Transport transport(std::move(socket));
  if (url.scheme == "https") {
    if (const auto started = transport.start_tls(url, deadline); !started) {
      return refuse(started.error());
    }
  }
  return transport;
}

Outcome<Transport::Read> Transport::read(std::span<char> out, Deadline deadline, Wake wake) {
  return ssl_ ? read_tls(out, deadline, wake) : read_plain(out, deadline, wake);
}

Outcome<Transport::Read> Transport::read_plain(std::span<char> out, Deadline deadline, Wake wake) {
  while (true) {
    const ssize_t count = ::recv(socket_.number(), out.data(), out.size(), 0);
    if (count >= 0) {
      return Read{count == 0 ? ReadState::end : ReadState::data, static_cast<std::size_t>(count)};
    }
    if (errno == ECONNRESET) {
      return Read{ReadState::end};
    }
    if (errno != EAGAIN && errno != EINTR) {
      return refuse(fmt::format("the connection broke: {}", std::strerror(errno)));
    }
    if (const Waited waited = wait_for(socket_, POLLIN, deadline, wake); waited != Waited::ready) {
      return Read{waited == Waited::woken ? ReadState::woken : ReadState::timeout};
    }
  }
}

Outcome<void> Transport::write(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    if (auto written = write_some(bytes, deadline); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace belfry::cli

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace belfry::cli::test {

/// One accepted connection, with the bytes in a test's hands.
class RawConnection {
 public:
  explicit RawConnection(int descriptor) : descriptor_(descriptor) {}
  ~RawConnection() { ::close(descriptor_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  void send(std::string_view bytes) { ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

  std::string read_until(std::string_view end) {
    while (buffer_.find(end) == std::string::npos && fill()) {
    }
    const std::size_t found = buffer_.find(end);
    return take(found == std::string::npos ? buffer_.size() : found + end.size());
  }

  std::string read_exactly(std::size_t count) {
    while (buffer_.size() < count && fill()) {
    }
    return take(std::min(count, buffer_.size()));
  }

  /// A masked frame of less than 126 bytes, unmasked: the first header byte and the payload.
  std::pair<std::uint8_t, std::string> read_frame() {
    const std::string header = read_exactly(6);
    if (header.size() < 6 || (static_cast<std::uint8_t>(header[1]) & 0x80U) == 0) {
      return {0, "no masked frame"};
    }
    std::string payload = read_exactly(static_cast<std::uint8_t>(header[1]) & 0x7FU);
    for (std::size_t i = 0; i < payload.size(); ++i) {
      payload[i] = static_cast<char>(payload[i] ^ header[2 + i % 4]);
    }
    return {static_cast<std::uint8_t>(header[0]), payload};
  }

 private:
  bool fill() {
    pollfd watched{descriptor_, POLLIN, 0};
    char bytes[4096];
    const ssize_t count = ::poll(&watched, 1, 10'000) > 0 ? ::recv(descriptor_, bytes, sizeof bytes, 0) : 0;
    buffer_.append(bytes, count > 0 ? static_cast<std::size_t>(count) : 0);
    return count > 0;
  }

  std::string take(std::size_t count) {
    std::string taken = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return taken;
  }

  int descriptor_;
  std::string buffer_;
};

/// Serves connections one after the other on a port of its own of 127.0.0.1, each by the next of `scripts`.
class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;

  explicit RawServer(std::vector<Script> scripts) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4) != 0) {
      throw std::runtime_error("no port for the test");
    }
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, plan = std::move(scripts)] {
      for (const Script& script : plan) {
        pollfd watched{listener_, POLLIN, 0};
        if (::poll(&watched, 1, 10'000) <= 0) {
          return;
        }
        RawConnection connection(::accept(listener_, nullptr, nullptr));
        script(connection);
      }
    });
  }
  ~RawServer() {
    join();
    ::close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::uint16_t port() const { return port_; }

  void join() {
    if (thread_.joinable()) {
      thread_.join();
    }
  }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace belfry::cli::test

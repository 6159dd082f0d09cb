#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace belfry::http::test {

/// A response as it came over the wire.
struct Answer {
  int status = 0;
  std::string head;  ///< status line and fields, each ended by CRLF
  std::string body;

  /// The value of the first field of that name, whose case counts here; nothing when there is none.
  std::optional<std::string> field(std::string_view name) const {
    const std::string start = "\r\n" + std::string(name) + ": ";
    const auto at = head.find(start);
    if (at == std::string::npos) {
      return std::nullopt;
    }
    const auto from = at + start.size();
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

/// Bytes to and from a server, with blocking calls that give up after some seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(descriptor_);
      throw std::runtime_error("nobody listens on the port");
    }
  }
  ~RawClient() { ::close(descriptor_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  int descriptor() const { return descriptor_; }

  RawClient& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        break;  // the server closed first: the test sees it when it reads
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }

  /// The next whole response. `head_only` for an answer to HEAD.
  Answer receive(bool head_only = false) {
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!receive_more()) {
        throw std::runtime_error("the connection ended before a whole header: '" + received_ + "'");
      }
    }
    Answer answer;
    const auto end = received_.find("\r\n\r\n");
    answer.head = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    answer.status = std::atoi(answer.head.substr(answer.head.find(' ') + 1, 3).c_str());
    const auto length = static_cast<std::size_t>(std::atoll(answer.field("Content-Length").value_or("0").c_str()));
    while (!head_only && received_.size() < length && receive_more()) {
    }
    answer.body = received_.substr(0, head_only ? 0 : length);
    received_.erase(0, answer.body.size());
    return answer;
  }

  Answer ask(std::string_view request) { return send(request).receive(); }

  /// Exactly that many bytes, or what came before the end.
  std::string receive_bytes(std::size_t count) {
    while (received_.size() < count && receive_more()) {
    }
    std::string bytes = received_.substr(0, count);
    received_.erase(0, bytes.size());
    return bytes;
  }

  /// Whether the server ends the connection without another byte.
  bool ends() { return received_.empty() && !receive_more() && received_.empty(); }

 private:
  bool receive_more() {
    std::array<char, 4096> bytes;
    const ssize_t count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (count > 0) {
      received_.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return count > 0;
  }

  int descriptor_;
  std::string received_;
};

}  // namespace belfry::http::test

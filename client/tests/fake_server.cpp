#include "fake_server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace belfry::client::test {
namespace {

using std::chrono::seconds;

bool read_more(int socket, std::string& into) {
  char buffer[4096];
  const ssize_t size = recv(socket, buffer, sizeof buffer, 0);
  if (size > 0) {
    into.append(buffer, static_cast<std::size_t>(size));
  }
  return size > 0;
}

Received head_of(const std::string& head) {
  Received request;
  std::istringstream lines(head);
  lines >> request.method >> request.path;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.size() > 1) {
    const std::size_t colon = line.find(':');
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    request.headers[name] = line.substr(colon + 2, line.size() - colon - 3);
  }
  return request;
}

/// The next request of a connection, whose bytes so far are in `buffered`.
std::optional<Received> next_request(int socket, std::string& buffered) {
  std::size_t end = 0;
  while ((end = buffered.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(socket, buffered)) {
      return std::nullopt;
    }
  }
  Received request = head_of(buffered.substr(0, end + 2));
  buffered.erase(0, end + 4);
  const auto length = request.headers.find("content-length");
  const std::size_t size = length == request.headers.end() ? 0 : std::stoul(length->second);
  while (buffered.size() < size) {
    if (!read_more(socket, buffered)) {
      return std::nullopt;
    }
  }
  request.body = buffered.substr(0, size);
  buffered.erase(0, size);
  return request;
}

}  // namespace

Reply problem(int status, const std::string& code) {
  return {.status = status, .body = R"({"type":"about:blank","code":")" + code + R"("})"};
}

void FakeServer::on(Handler handler) {
  const std::lock_guard lock(mutex_);
  handler_ = std::move(handler);
}

void FakeServer::start() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* name = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(listener_, name, size) != 0 || listen(listener_, 64) != 0 || getsockname(listener_, name, &size) != 0) {
    throw std::runtime_error("the fake server cannot listen");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

void FakeServer::stop() {
  if (!acceptor_.joinable()) {
    return;
  }
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  for (Connection& connection : open_) {
    shutdown(connection.socket, SHUT_RDWR);
    connection.thread.join();
    close(connection.socket);
  }
  open_.clear();
}

void FakeServer::accept_all() {
  for (int socket = 0; (socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
    const std::size_t number = ++connections_;
    open_.push_back({.socket = socket, .thread = std::thread([this, socket, number] { serve(socket, number); })});
  }
}

void FakeServer::serve(int socket, std::size_t number) {
  std::string buffered;
  while (std::optional<Received> request = next_request(socket, buffered)) {
    request->connection = number;
    const Reply reply = answer(*std::move(request));
    if (reply.hang_up) {
      break;
    }
    std::ostringstream out;
    out << "HTTP/1.1 " << reply.status << " Any\r\nContent-Length: " << reply.body.size() << "\r\n"
        << reply.headers << "\r\n"
        << reply.body;
    const std::string text = out.str();
    send(socket, text.data(), text.size(), MSG_NOSIGNAL);
  }
  shutdown(socket, SHUT_RDWR);
}

Reply FakeServer::answer(Received request) {
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    received_.push_back(request);
    handler = handler_;
  }
  arrived_.notify_all();
  if (handler) {
    return handler(request);
  }
  return request.path == "/jobs" ? Reply{.status = 201, .body = R"({"jobId":"job_1"})"} : Reply{};
}

std::vector<Received> FakeServer::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

std::vector<std::string> FakeServer::calls() const {
  std::vector<std::string> calls;
  for (const Received& one : received()) {
    calls.push_back(one.method + " " + one.path);
  }
  return calls;
}

std::vector<Received> FakeServer::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  const bool came = arrived_.wait_for(lock, seconds(10), [&] { return received_.size() >= count; });
  EXPECT_TRUE(came) << "only " << received_.size() << " of " << count << " requests came";
  return received_;
}

}  // namespace belfry::client::test

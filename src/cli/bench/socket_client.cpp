#include "cli/bench/socket_client.hpp"

#include "cli/bench/http_answer.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace belfry::cli::bench {
namespace {

constexpr std::uint32_t kMaskKey = 0x37fa213d;  // loopback has no proxies that a fresh one would protect

}  // namespace

bool SocketClient::open(Target& target, std::string request) {
  began_ = std::chrono::steady_clock::now();
  auto dialled = target.dial();
  host_ = target.host();
  if (!dialled) {
    lose(dialled.error());
    return false;
  }
  descriptor_ = std::move(*dialled);
  pending_ = std::move(request);
  poller_.watch(descriptor_.get(), *this, EPOLLOUT);
  return true;
}

void SocketClient::on_ready(std::uint32_t) {
  if (phase_ == Phase::connecting) {
    send_request();
  } else if (phase_ != Phase::lost) {
    read();
  }
}

void SocketClient::send_request() {
  const ssize_t sent = ::send(descriptor_.get(), pending_.data(), pending_.size(), MSG_NOSIGNAL);
  if (sent != static_cast<ssize_t>(pending_.size())) {
    lose(sent < 0 ? explain_errno(errno, host_) : "a fresh socket did not take the whole opening request");
    return;
  }
  pending_ = {};
  phase_ = Phase::upgrading;
  poller_.change(descriptor_.get(), *this, EPOLLIN);
}

void SocketClient::read() {
  const auto buffer = poller_.buffer();
  const ssize_t got = ::recv(descriptor_.get(), buffer.data(), buffer.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (got <= 0) {
    lose(got == 0 ? "the server closed the connection" : explain_errno(errno, host_));
    return;
  }
  std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
  std::string whole;
  if (phase_ == Phase::upgrading && !take_upgrade(bytes, whole)) {
    return;
  }
  const SteadyTime now = std::chrono::steady_clock::now();
  if (!scanner_.feed(bytes, [&](Opcode opcode, std::string_view payload) { take_frame(opcode, payload, now); })) {
    lose("the server broke the framing");
  }
}

/// False while the answer is not whole or when it was a refusal; then `bytes` are what came behind it.
bool SocketClient::take_upgrade(std::string_view& bytes, std::string& whole) {
  pending_.append(bytes);
  const auto answer = take_answer(pending_);
  if (!answer) {
    return false;
  }
  if (answer->status != 101) {
    lose(explain(*answer));
    return false;
  }
  took_ = std::chrono::steady_clock::now() - began_;
  phase_ = Phase::greeting;
  whole = std::exchange(pending_, {});
  bytes = whole;
  return true;
}

void SocketClient::take_frame(Opcode opcode, std::string_view payload, SteadyTime now) {
  if (phase_ == Phase::lost) {
    return;
  }
  if (opcode == Opcode::ping) {
    const std::string pong = masked_frame(Opcode::pong, payload, kMaskKey);
    ::send(descriptor_.get(), pong.data(), pong.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  } else if (opcode == Opcode::close) {
    lose("the server closed: " + std::string(payload.substr(std::min<std::size_t>(2, payload.size()))));
  } else if (phase_ == Phase::greeting) {
    phase_ = Phase::open;
    owner_.on_greeted(*this, took_);
  } else {
    owner_.on_message(*this, payload, now);
  }
}

void SocketClient::lose(std::string why) {
  if (phase_ == Phase::lost) {
    return;
  }
  phase_ = Phase::lost;
  descriptor_.reset();
  owner_.on_lost(*this, std::move(why));
}

}  // namespace belfry::cli::bench

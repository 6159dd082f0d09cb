#include "push/transport.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace belfry::push {

namespace {

/// On the stack, so not many; what waits beyond them goes out in the next turn.
constexpr std::size_t kMaxVectors = 64;

bool no_room(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

ssize_t send_vectors(int descriptor, std::span<iovec> vectors) {
  if (vectors.size() == 1) {
    return ::send(descriptor, vectors[0].iov_base, vectors[0].iov_len, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = vectors.size();
  return ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

Transport::Transport(int descriptor, std::unique_ptr<SSL, SslFree> ssl) : descriptor_(descriptor) {
  if (ssl) {
    tls_ = std::make_unique<Tls>(std::move(ssl));
  }
  // Fails on a Unix-domain socket, which has no such delay.
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Transport::~Transport() {
  tls_.reset();
  ::close(descriptor_);
}

ReadResult Transport::read(std::span<char> buffer) {
  if (tls_) {
    return tls_->read(buffer);
  }
  ssize_t received = 0;
  do {
    received = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  } while (received < 0 && errno == EINTR);
  if (received > 0) {
    return {.status = IoStatus::done, .bytes = static_cast<std::size_t>(received)};
  }
  if (received == 0) {
    return {.status = IoStatus::end, .bytes = 0};
  }
  return {.status = no_room(errno) ? IoStatus::would_block : IoStatus::failed, .bytes = 0};
}

WriteResult Transport::write(SendQueue& queue, std::span<char> tls_scratch) {
  if (tls_) {
    return tls_->write(queue, tls_scratch);
  }
  std::array<iovec, kMaxVectors> vectors;
  const std::size_t count = queue.gather(vectors);
  std::size_t offered = 0;
  for (std::size_t i = 0; i < count; ++i) {
    offered += vectors[i].iov_len;
  }
  ssize_t sent = 0;
  do {
    sent = send_vectors(descriptor_, std::span(vectors).first(count));
  } while (sent < 0 && errno == EINTR);
  if (sent < 0) {
    return {.status = no_room(errno) ? IoStatus::would_block : IoStatus::failed, .frames = 0, .bytes = 0};
  }
  const auto bytes = static_cast<std::size_t>(sent);
  return {.status = bytes == offered ? IoStatus::done : IoStatus::would_block,
          .frames = queue.consume(bytes),
          .bytes = bytes};
}

void Transport::end_writing() {
  if (tls_) {
    tls_->shut_down();
  }
  ::shutdown(descriptor_, SHUT_WR);
}

}  // namespace belfry::push

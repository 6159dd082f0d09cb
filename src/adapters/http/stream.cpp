#include "adapters/http/stream.hpp"

#include <openssl/err.h>
#include <boost/asio/as_tuple.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <new>
#include <utility>

namespace belfry::http {
namespace {

int tls_length(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

Stream::Outcome outcome_of(ssize_t count, Stream::Status wanted) {
  if (count > 0) {
    return {Stream::Status::done, static_cast<std::size_t>(count)};
  }
  if (count == 0) {
    return {Stream::Status::end, 0};
  }
  const bool later = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {later ? wanted : Stream::Status::failed, 0};
}

}  // namespace

Stream::Stream(TcpSocket socket, SSL_CTX* tls) : socket_(std::move(socket)) {
  boost::system::error_code ignored;  // a socket that is broken already shows it at the first read
  socket_.native_non_blocking(true, ignored);
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  if (tls != nullptr) {
    ssl_.reset(SSL_new(tls));
    if (ssl_ == nullptr || SSL_set_fd(ssl_.get(), socket_.native_handle()) != 1) {
      throw std::bad_alloc();
    }
    SSL_set_accept_state(ssl_.get());
  }
}

Stream::Status Stream::explain(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ: return Status::wants_read;
    case SSL_ERROR_WANT_WRITE: return Status::wants_write;
    case SSL_ERROR_ZERO_RETURN: return Status::end;
    default: tls_broken_ = true; return Status::failed;
  }
}

Task<bool> Stream::handshake() {
  while (ssl_ != nullptr) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) {
      break;
    }
    const Status wanted = explain(result);
    if (wanted != Status::wants_read && wanted != Status::wants_write) {
      co_return false;
    }
    const bool ready = co_await wait(wanted);
    if (!ready) {
      co_return false;
    }
  }
  co_return true;
}

Stream::Outcome Stream::read(std::span<char> buffer) {
  if (ssl_ == nullptr) {
    return outcome_of(::recv(socket_.native_handle(), buffer.data(), buffer.size(), 0), Status::wants_read);
  }
  ERR_clear_error();
  const int count = SSL_read(ssl_.get(), buffer.data(), tls_length(buffer.size()));
  if (count > 0) {
    return {Status::done, static_cast<std::size_t>(count)};
  }
  return {explain(count), 0};
}

Stream::Outcome Stream::write(std::string_view data) {
  if (ssl_ == nullptr) {
    return outcome_of(::send(socket_.native_handle(), data.data(), data.size(), MSG_NOSIGNAL), Status::wants_write);
  }
  ERR_clear_error();
  const int count = SSL_write(ssl_.get(), data.data(), tls_length(data.size()));
  if (count > 0) {
    return {Status::done, static_cast<std::size_t>(count)};
  }
  return {explain(count), 0};
}

Task<bool> Stream::wait(Status wanted) {
  if (cancelled_) {
    co_return false;
  }
  const auto what = wanted == Status::wants_write ? TcpSocket::wait_write : TcpSocket::wait_read;
  const auto [error] = co_await socket_.async_wait(what, boost::asio::as_tuple(use_task));
  co_return !error && !cancelled_;
}

Task<bool> Stream::write_all(std::string_view data) {
  while (!data.empty()) {
    const Outcome outcome = write(data);
    if (outcome.status == Status::done) {
      data.remove_prefix(outcome.bytes);
      continue;
    }
    if (outcome.status != Status::wants_read && outcome.status != Status::wants_write) {
      co_return false;
    }
    const bool ready = co_await wait(outcome.status);
    if (!ready) {
      co_return false;
    }
  }
  co_return true;
}

void Stream::cancel() {
  cancelled_ = true;
  boost::system::error_code ignored;  // fails only on a closed socket, where nothing waits
  socket_.cancel(ignored);
}

void Stream::end_writing() {
  if (ssl_ != nullptr && !tls_broken_ && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  boost::system::error_code ignored;  // the peer may have gone first
  socket_.shutdown(TcpSocket::shutdown_send, ignored);
}

push::Upgraded Stream::release(std::string& early) {
  while (ssl_ != nullptr && SSL_pending(ssl_.get()) > 0) {
    std::array<char, 4096> piece;
    const Outcome outcome = read(piece);
    if (outcome.status != Status::done) {
      break;
    }
    early.append(piece.data(), outcome.bytes);
  }
  return {.descriptor = socket_.release(), .tls = std::move(ssl_), .early_bytes = early};
}

}  // namespace belfry::http

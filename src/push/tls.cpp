#include "push/tls.hpp"

#include <openssl/err.h>

#include <csignal>

namespace belfry::push {

namespace {

/// Per call, so that one connection with much to send leaves room for the others.
constexpr int kRecordsPerWrite = 4;

/// OpenSSL writes with write(2), which has no MSG_NOSIGNAL: without this a peer that is gone would end the process.
void ignore_sigpipe_unless_handled() {
  struct sigaction action{};
  if (::sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) {
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &action, nullptr);
  }
}

}  // namespace

Tls::Tls(std::unique_ptr<SSL, SslFree> ssl) : ssl_(std::move(ssl)) {
  static const bool once = [] {
    ignore_sigpipe_unless_handled();
    return true;
  }();
  static_cast<void>(once);
  SSL_set_mode(ssl_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Idle connections give their 16 KiB record buffers back.
  SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
}

IoStatus Tls::explain(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return IoStatus::would_block;
    case SSL_ERROR_ZERO_RETURN: return IoStatus::end;
    case SSL_ERROR_SSL:
      broken_ = true;
      return ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING ? IoStatus::end : IoStatus::failed;
    default: broken_ = true; return IoStatus::failed;
  }
}

ReadResult Tls::read(std::span<char> buffer) {
  ERR_clear_error();
  const int received = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
  if (received > 0) {
    return {.status = IoStatus::done, .bytes = static_cast<std::size_t>(received)};
  }
  return {.status = explain(received), .bytes = 0};
}

WriteResult Tls::write(SendQueue& queue, std::span<char> scratch) {
  WriteResult result;
  for (int i = 0; i < kRecordsPerWrite && !queue.empty(); ++i) {
    const std::size_t size = queue.copy(promised_ > 0 ? scratch.first(promised_) : scratch);
    ERR_clear_error();
    const int sent = SSL_write(ssl_.get(), scratch.data(), static_cast<int>(size));
    if (sent <= 0) {
      result.status = explain(sent);
      promised_ = result.status == IoStatus::would_block ? static_cast<std::uint32_t>(size) : 0;
      break;
    }
    promised_ = 0;
    result.bytes += static_cast<std::size_t>(sent);
    result.frames += queue.consume(static_cast<std::size_t>(sent));
  }
  return result;
}

void Tls::shut_down() {
  if (!broken_ && promised_ == 0) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }
}

}  // namespace belfry::push

#include "cli/transport.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace belfry::cli {
namespace {

bool is_numeric(const std::string& host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
}

std::string host_of(const config::HttpUrl& url) {
  return url.host.starts_with('[') ? url.host.substr(1, url.host.size() - 2) : url.host;
}

/// What SSL wants to happen on the socket before it goes on; 0 when that would not help.
short wanted(ssl_st* ssl, int result) {
  switch (SSL_get_error(ssl, result)) {
    case SSL_ERROR_WANT_READ: return POLLIN;
    case SSL_ERROR_WANT_WRITE: return POLLOUT;
    default: return 0;
  }
}

std::string explain(ssl_st* ssl, const config::HttpUrl& url) {
  if (const long verified = SSL_get_verify_result(ssl); verified != X509_V_OK) {
    return fmt::format("the certificate of {} is not trusted: {}", url.str(), X509_verify_cert_error_string(verified));
  }
  return fmt::format("{} does not speak TLS as expected", url.str());
}

/// The name that the certificate must carry; the call differs for names and addresses.
bool expect_host(ssl_st* ssl, const config::HttpUrl& url) {
  const std::string host = host_of(url);
  if (is_numeric(url.host)) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
  }
  return SSL_set1_host(ssl, host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

}  // namespace

void Transport::FreeContext::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }
void Transport::FreeSsl::operator()(ssl_st* ssl) const { SSL_free(ssl); }

Outcome<void> Transport::start_tls(const config::HttpUrl& url, Deadline deadline) {
  context_.reset(SSL_CTX_new(TLS_client_method()));
  if (!context_ || SSL_CTX_set_default_verify_paths(context_.get()) != 1 ||
      SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION) != 1) {
    return refuse("TLS cannot start");
  }
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(context_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  ssl_.reset(SSL_new(context_.get()));
  if (!ssl_ || !expect_host(ssl_.get(), url) || SSL_set_fd(ssl_.get(), socket_.number()) != 1) {
    return refuse("TLS cannot start");
  }
  while (true) {
    ERR_clear_error();
    const int result = SSL_connect(ssl_.get());
    if (result == 1) {
      return {};
    }
    const short events = wanted(ssl_.get(), result);
    if (events == 0) {
      return refuse(explain(ssl_.get(), url));
    }
    if (wait_for(socket_, events, deadline, {}) != Waited::ready) {
      return refuse(fmt::format("{} did not answer in time", url.str()));
    }
  }
}

Outcome<Transport::Read> Transport::read_tls(std::span<char> out, Deadline deadline, Wake wake) {
  while (true) {
    ERR_clear_error();
    const int result = SSL_read(ssl_.get(), out.data(), static_cast<int>(out.size()));
    if (result > 0) {
      return Read{ReadState::data, static_cast<std::size_t>(result)};
    }
    const short events = wanted(ssl_.get(), result);
    if (events == 0) {
      return Read{ReadState::end};  // with or without close_notify: WebSocket has its own close
    }
    if (const Waited waited = wait_for(socket_, events, deadline, wake); waited != Waited::ready) {
      return Read{waited == Waited::woken ? ReadState::woken : ReadState::timeout};
    }
  }
}

Outcome<void> Transport::write_some(std::string_view& bytes, Deadline deadline) {
  short events = POLLOUT;
  if (ssl_) {
    ERR_clear_error();
    const int result = SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (result > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(result));
      return {};
    }
    events = wanted(ssl_.get(), result);
    if (events == 0) {
      return refuse("the connection broke");
    }
  } else {
    const ssize_t sent = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      return {};
    }
    if (errno != EAGAIN && errno != EINTR) {
      return refuse(fmt::format("the connection broke: {}", std::strerror(errno)));
    }
  }
  if (wait_for(socket_, events, deadline, {}) != Waited::ready) {
    return refuse("the server does not read what is sent");
  }
  return {};
}

}  // namespace belfry::cli

#pragma once

#include "push/loop.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace belfry::push::testing {

struct ContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, ContextFree>;

/// A server's context with a key and a self-signed certificate made on the spot.
inline TlsContext make_server_context() {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key, EVP_sha256());
  EXPECT_EQ(SSL_CTX_use_certificate(context.get(), certificate), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context.get(), key), 1);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return context;
}

/// Both ends of a TLS connection over a socket pair, with the TLS handshake done. The client's end is the test's.
class TlsPair {
 public:
  explicit TlsPair(SSL_CTX* server_context, int send_buffer = 0)
      : client_context_(SSL_CTX_new(TLS_client_method())), client_(SSL_new(client_context_.get())) {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends_.data()), 0);
    server_.reset(SSL_new(server_context));
    SSL_set_fd(server_.get(), ends_[0]);
    SSL_set_fd(client_.get(), ends_[1]);
    SSL_set_accept_state(server_.get());
    SSL_set_connect_state(client_.get());
    for (int i = 0; i < 5; ++i) {
      SSL_do_handshake(client_.get());
      SSL_do_handshake(server_.get());
    }
    EXPECT_EQ(SSL_is_init_finished(server_.get()), 1);
    if (send_buffer > 0) {
      ::setsockopt(ends_[0], SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
    }
  }
  ~TlsPair() { hang_up(); }
  TlsPair(const TlsPair&) = delete;
  TlsPair& operator=(const TlsPair&) = delete;

  /// The server's end, once.
  Upgraded take_server() { return {.descriptor = ends_[0], .tls = std::move(server_), .early_bytes = {}}; }
  SSL* server() { return server_.get(); }
  SSL* client() { return client_.get(); }

  void write(std::string_view out) {
    ASSERT_EQ(SSL_write(client_.get(), out.data(), static_cast<int>(out.size())), static_cast<int>(out.size()));
  }
  /// Takes one record; returns whether there was one.
  bool read() {
    std::array<char, 16'384> buffer;
    const int got = SSL_read(client_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (got <= 0) {
      const int error = SSL_get_error(client_.get(), got);
      ended = ended || error == SSL_ERROR_ZERO_RETURN;
      failed = failed || error == SSL_ERROR_SSL;
      return false;
    }
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }
  void hang_up() {
    if (ends_[1] >= 0) {
      ::close(std::exchange(ends_[1], -1));
    }
  }

  std::string bytes;
  bool ended = false;   ///< close_notify came
  bool failed = false;  ///< the records made no sense

 private:
  TlsContext client_context_;
  std::unique_ptr<SSL, SslFree> client_;
  std::unique_ptr<SSL, SslFree> server_;
  std::array<int, 2> ends_{};
};

}  // namespace belfry::push::testing

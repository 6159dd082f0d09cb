#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace belfry::http {

/// What all TLS connections of a server share: TLS 1.2 and newer, forward secrecy, ALPN `http/1.1`, session tickets.
class TlsContext {
 public:
  /// PEM files; the certificate's may hold the chain. Throws std::runtime_error that names the file. SIGPIPE is ignored
  /// from here on, because OpenSSL writes with write(2).
  TlsContext(const std::string& certificate_file, const std::string& key_file);

  SSL_CTX* native() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context_;
};

}  // namespace belfry::http

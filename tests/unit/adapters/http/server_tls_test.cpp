#include "unit/adapters/http/server_fixture.hpp"
#include "unit/adapters/http/test_certificate.hpp"

#include <openssl/ssl.h>

#include <array>
#include <future>

namespace belfry::http::test {
namespace {

const std::string kGetHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

/// A TLS client over a blocking socket.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, int highest_version = 0)
      : raw_(port), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), ssl_(nullptr, SSL_free) {
    SSL_CTX_set_max_proto_version(context_.get(), highest_version);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), raw_.descriptor());
    static constexpr std::array<unsigned char, 12> kOffered = {2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_set_alpn_protos(ssl_.get(), kOffered.data(), kOffered.size());
  }

  bool connect() { return SSL_connect(ssl_.get()) == 1; }
  void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  /// What one record or more brought; empty at the end.
  std::string receive() {
    std::array<char, 16384> bytes;
    const int count = SSL_read(ssl_.get(), bytes.data(), bytes.size());
    return {bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
  }
  std::string agreed_protocol() const {
    const unsigned char* name = nullptr;
    unsigned int length = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &length);
    return {reinterpret_cast<const char*>(name), length};
  }
  RawClient& raw() { return raw_; }

 private:
  RawClient raw_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
};

/// Keeps what it is given until the test has had it.
class Keeper final : public UpgradeHandler {
 public:
  Task<UpgradeOutcome> decide(Request, UpgradeOffer) override {
    UpgradeAcceptance acceptance;
    acceptance.adoption = std::make_unique<Keeping>(*this);
    co_return acceptance;
  }
  std::promise<std::string> early;
  push::Upgraded kept;

 private:
  class Keeping final : public Adoption {
   public:
    explicit Keeping(Keeper& keeper) : keeper_(keeper) {}
    void accepted(push::Upgraded upgraded) override {
      std::string bytes(upgraded.early_bytes);
      keeper_.kept = std::move(upgraded);
      keeper_.early.set_value(std::move(bytes));
    }
    void abandoned() override {}

   private:
    Keeper& keeper_;
  };
};

class ServerTlsTest : public ServerTest {
 protected:
  ServerTlsTest() {
    settings.tls_certificate = certificate.certificate_file();
    settings.tls_key = certificate.key_file();
    router.add_upgrade("/ws", keeper);
  }
  ~ServerTlsTest() override { shards.stop(); }

  std::string reason_not_to_start() {
    try {
      Server failing(shards, settings, Router(), origins, clock);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  TestCertificate certificate;
  Keeper keeper;
};

TEST_F(ServerTlsTest, ServesHttpOverTls13) {
  start();
  TlsClient peer(server->port());
  ASSERT_TRUE(peer.connect());
  EXPECT_EQ(peer.agreed_protocol(), "http/1.1");
  for (int i = 0; i < 2; ++i) {
    peer.send(kGetHello);
    EXPECT_TRUE(peer.receive().ends_with("\r\n\r\nhello"));
  }
}

TEST_F(ServerTlsTest, ServesTls12ButNothingOlder) {
  start();
  TlsClient peer(server->port(), TLS1_2_VERSION);
  ASSERT_TRUE(peer.connect());
  peer.send(kGetHello);
  EXPECT_TRUE(peer.receive().ends_with("hello"));
  EXPECT_FALSE(TlsClient(server->port(), TLS1_1_VERSION).connect());
}

TEST_F(ServerTlsTest, CarriesALargeBodyBothWays) {
  start();
  TlsClient peer(server->port());
  ASSERT_TRUE(peer.connect());
  peer.send("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nConnection: close\r\n\r\n");
  peer.send(std::string(1'000'000, 'y'));
  std::string all;
  for (std::string piece = peer.receive(); !piece.empty(); piece = peer.receive()) {
    all += piece;
  }
  EXPECT_TRUE(all.ends_with("\r\n\r\n" + std::string(1'000'000, 'y')));
}

TEST_F(ServerTlsTest, HandsDecryptedEarlyBytesAndTheSessionOver) {
  start();
  TlsClient peer(server->port());
  ASSERT_TRUE(peer.connect());
  peer.send(
      "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\nearly");
  EXPECT_TRUE(peer.receive().starts_with("HTTP/1.1 101 "));
  EXPECT_EQ(keeper.early.get_future().get(), "early");
  ASSERT_NE(keeper.kept.tls, nullptr);
  EXPECT_EQ(SSL_get_fd(keeper.kept.tls.get()), keeper.kept.descriptor);
  ASSERT_EQ(SSL_write(keeper.kept.tls.get(), "frame", 5), 5);
  EXPECT_EQ(peer.receive(), "frame");
  keeper.kept.tls.reset();
  ::close(keeper.kept.descriptor);
}

TEST_F(ServerTlsTest, DropsAPeerThatDoesNotSpeakTls) {
  start();
  RawClient peer = client();
  peer.send(kGetHello);
  EXPECT_EQ(peer.receive_bytes(12).find("HTTP"), std::string::npos);
}

TEST_F(ServerTlsTest, DropsAPeerThatNeverFinishesItsHandshake) {
  start();
  RawClient peer = client();
  peer.send("\x16\x03\x01");
  while (server->counters().accepted.load() == 0) {
    settle();
  }
  settle();
  clock.advance(settings.tls_timeout + std::chrono::milliseconds(1));
  EXPECT_TRUE(peer.ends());
}

TEST_F(ServerTlsTest, NamesTheFileThatIsWrong) {
  settings.tls_certificate = "/nowhere/certificate.pem";
  EXPECT_NE(reason_not_to_start().find("/nowhere/certificate.pem"), std::string::npos);
  settings.tls_certificate = certificate.certificate_file();
  settings.tls_key = "/nowhere/key.pem";
  EXPECT_NE(reason_not_to_start().find("/nowhere/key.pem"), std::string::npos);
  settings.tls_key = "";
  EXPECT_NE(reason_not_to_start().find("both"), std::string::npos);
}

TEST_F(ServerTlsTest, RefusesAKeyOfAnotherCertificate) {
  const TestCertificate other;
  settings.tls_key = other.key_file();
  EXPECT_NE(reason_not_to_start().find(other.key_file()), std::string::npos);
}

}  // namespace
}  // namespace belfry::http::test

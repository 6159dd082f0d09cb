#include "unit/adapters/http/server_fixture.hpp"

#include <unistd.h>

#include <future>

namespace belfry::http::test {
namespace {

constexpr std::string_view kTaken = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

/// Takes every socket, tells what was agreed on for it and lets go of it.
class Taker final : public UpgradeHandler {
 public:
  Task<UpgradeOutcome> decide(Request, UpgradeOffer) override {
    co_return UpgradeAcceptance{std::nullopt, std::make_unique<Taking>(*this)};
  }

  std::promise<push::Compression> agreed;

 private:
  class Taking final : public Adoption {
   public:
    explicit Taking(Taker& taker) : taker_(taker) {}
    void accepted(push::Upgraded upgraded) override {
      ::close(upgraded.descriptor);
      taker_.agreed.set_value(upgraded.compression);
    }
    void abandoned() override {}

   private:
    Taker& taker_;
  };
};

class ServerDeflateTest : public ServerTest {
 protected:
  ServerDeflateTest() { router.add_upgrade("/ws", taker); }
  ~ServerDeflateTest() override { shards.stop(); }

  /// The 101's Sec-WebSocket-Extensions to a handshake with these fields.
  std::optional<std::string> extension_for(const std::string& fields) {
    const Answer answer = client().ask(
        "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
        fields + "\r\n");
    EXPECT_EQ(answer.status, 101);
    return answer.field("Sec-WebSocket-Extensions");
  }

  Taker taker;
};

TEST_F(ServerDeflateTest, IsOffUnlessTheSettingsSaySo) {
  start();
  EXPECT_EQ(extension_for("Sec-WebSocket-Extensions: permessage-deflate\r\n"), std::nullopt);
  EXPECT_EQ(taker.agreed.get_future().get(), push::Compression::none);
}

TEST_F(ServerDeflateTest, TakesAnOfferAndTellsTheEngine) {
  settings.compression = push::Compression::deflate;
  start();
  EXPECT_EQ(extension_for("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"), kTaken);
  EXPECT_EQ(taker.agreed.get_future().get(), push::Compression::deflate);
}

TEST_F(ServerDeflateTest, FindsTheOfferInASecondField) {
  settings.compression = push::Compression::deflate;
  start();
  EXPECT_EQ(extension_for("Sec-WebSocket-Extensions: foo\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"), kTaken);
}

TEST_F(ServerDeflateTest, GoesOnWithoutWhenNoOfferFits) {
  settings.compression = push::Compression::deflate;
  start();
  EXPECT_EQ(extension_for("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n"), std::nullopt);
  EXPECT_EQ(taker.agreed.get_future().get(), push::Compression::none);
}

TEST_F(ServerDeflateTest, NeedsNoOffer) {
  settings.compression = push::Compression::deflate;
  start();
  EXPECT_EQ(extension_for(""), std::nullopt);
  EXPECT_EQ(taker.agreed.get_future().get(), push::Compression::none);
}

}  // namespace
}  // namespace belfry::http::test

#include "adapters/auth/connection_tokens.hpp"

#include "adapters/auth/crypto.hpp"
#include "unit/adapters/auth/shared_clock.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace belfry::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kTokenId = "018f0000-0000-7000-8000-000000000001";

const Instant kNow = SharedClock().now();

ConnectionTokens tokens_of(std::string secret, std::string previous = "") {
  return ConnectionTokens({.secret = std::move(secret), .previous_secret = std::move(previous)});
}

struct IssuedToken {
  std::string text;
  ConnectionToken token;
};

IssuedToken issued(const ConnectionTokens& tokens, std::optional<std::vector<std::string>> channels = {}) {
  ConnectionToken token = fresh_token(UserId("ann"), kNow, seconds(60), std::move(channels));
  std::string text = tokens.sign(token);
  return {std::move(text), std::move(token)};
}

std::string signed_payload(std::string_view payload, std::string_view secret = "secret") {
  const std::string encoded = base64url_encode(payload);
  return encoded + '.' + base64url_encode(as_text(hmac_sha256(secret, encoded)));
}

ErrorCode refusal_of(std::string_view text, Instant now = kNow) {
  const auto result = tokens_of("secret").verify(text, now);
  EXPECT_FALSE(result.has_value()) << text;
  return result ? ErrorCode::internal_error : result.error().code;
}

TEST(ConnectionTokens, AcceptsWhatItIssued) {
  const ConnectionTokens tokens = tokens_of("secret");
  const IssuedToken issue = issued(tokens, std::vector<std::string>{"user:ann:x", "news"});
  const auto verified = tokens.verify(issue.text, kNow + seconds(59));
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(*verified, issue.token);
  EXPECT_EQ(verified->user, UserId("ann"));
  EXPECT_EQ(verified->expires_at, kNow + seconds(60));
}

TEST(ConnectionTokens, TellsNoChannelsFromAnEmptyList) {
  const ConnectionTokens tokens = tokens_of("secret");
  EXPECT_EQ(tokens.verify(issued(tokens).text, kNow)->allowed_channels, std::nullopt);
  const std::string none = issued(tokens, std::vector<std::string>{}).text;
  EXPECT_EQ(tokens.verify(none, kNow)->allowed_channels, std::vector<std::string>());
}

TEST(ConnectionTokens, WritesThePayloadThatTheProtocolNames) {
  const IssuedToken issue = issued(tokens_of("secret"));
  const std::string payload = base64url_decode(issue.text.substr(0, issue.text.find('.'))).value_or("");
  EXPECT_EQ(payload, fmt::format(R"({{"userId":"ann","issuedAt":{},"expiresAt":{},"tokenId":"{}"}})", to_millis(kNow),
                                 to_millis(kNow + seconds(60)), issue.token.token_id.str()));
}

TEST(ConnectionTokens, AcceptsThePreviousSecretWhileItIsConfigured) {
  const std::string old = issued(tokens_of("old")).text;
  EXPECT_TRUE(tokens_of("new", "old").verify(old, kNow).has_value());
  EXPECT_FALSE(tokens_of("new").verify(old, kNow).has_value());
}

TEST(ConnectionTokens, SignsWithTheCurrentSecret) {
  const std::string fresh = issued(tokens_of("new", "old")).text;
  EXPECT_TRUE(tokens_of("new").verify(fresh, kNow).has_value());
  EXPECT_FALSE(tokens_of("old").verify(fresh, kNow).has_value());
}

TEST(ConnectionTokens, DoesNotTakeAnEmptyPreviousSecretForASecret) {
  const std::string payload = fmt::format(R"({{"userId":"ann","issuedAt":{},"expiresAt":{},"tokenId":"{}"}})",
                                          to_millis(kNow), to_millis(kNow + seconds(60)), kTokenId);
  EXPECT_EQ(refusal_of(signed_payload(payload, "")), ErrorCode::token_invalid);
  EXPECT_THROW(tokens_of(""), std::invalid_argument);
}

TEST(ConnectionTokens, RefusesEveryOneBitFlip) {
  const ConnectionTokens tokens = tokens_of("secret", "old");
  const std::string good = issued(tokens).text;
  ASSERT_TRUE(tokens.verify(good, kNow).has_value());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const auto result = tokens.verify(flipped, kNow);
    ASSERT_FALSE(result.has_value()) << "bit " << bit;
    EXPECT_EQ(result.error().code, ErrorCode::token_invalid);
  }
}

TEST(ConnectionTokens, RefusesEveryCutAndEveryAddition) {
  const std::string good = issued(tokens_of("secret")).text;
  for (std::size_t size = 1; size < good.size(); ++size) {
    EXPECT_EQ(refusal_of(good.substr(0, size)), ErrorCode::token_invalid) << size;
  }
  for (const char* tail : {"=", ".", "A", " ", "\n", ".A"}) {
    EXPECT_EQ(refusal_of(good + tail), ErrorCode::token_invalid) << tail;
  }
}

TEST(ConnectionTokens, ExpiresAtTheMillisecond) {
  const ConnectionTokens tokens = tokens_of("secret");
  const std::string text = issued(tokens).text;
  EXPECT_TRUE(tokens.verify(text, kNow + seconds(60) - milliseconds(1)).has_value());
  EXPECT_EQ(refusal_of(text, kNow + seconds(60)), ErrorCode::token_expired);
}

TEST(ConnectionTokens, AllowsThirtySecondsBetweenTheClocksOfTwoNodes) {
  const std::string text = issued(tokens_of("secret")).text;
  EXPECT_TRUE(tokens_of("secret").verify(text, kNow - seconds(30)).has_value());
  EXPECT_EQ(refusal_of(text, kNow - seconds(30) - milliseconds(1)), ErrorCode::token_invalid);
}

TEST(ConnectionTokens, SaysMissingForNoTokenAtAll) { EXPECT_EQ(refusal_of(""), ErrorCode::token_missing); }

TEST(ConnectionTokens, RefusesATokenThatIsTooLong) {
  EXPECT_EQ(refusal_of(signed_payload(std::string(8192, ' '))), ErrorCode::token_invalid);
}

TEST(ConnectionTokens, AcceptsTheLongestUserAndTheLongestChannelsThatAreIssued) {
  const std::vector<std::string> channels(20, std::string(64, 'c'));
  const auto token = fresh_token(UserId(std::string(255, 'u')), kNow, seconds(60), channels);
  EXPECT_TRUE(tokens_of("secret").verify(tokens_of("secret").sign(token), kNow).has_value());
}

TEST(ConnectionTokens, SaysExpiredOnlyWhenTheSignatureIsGood) {
  std::string text = issued(tokens_of("other")).text;
  EXPECT_EQ(refusal_of(text, kNow + seconds(61)), ErrorCode::token_invalid);
}

struct BadPayload {
  const char* what;
  std::string payload;
};

std::vector<BadPayload> bad_payloads() {
  const auto with = [](std::string_view user, std::string_view issued_at, std::string_view expires_at,
                       std::string_view id, std::string_view rest = "") {
    return fmt::format(R"({{"userId":{},"issuedAt":{},"expiresAt":{},"tokenId":{}{}}})", user, issued_at, expires_at,
                       id, rest);
  };
  const std::string from = std::to_string(to_millis(kNow));
  const std::string to = std::to_string(to_millis(kNow + seconds(60)));
  const std::string id = fmt::format("\"{}\"", kTokenId);
  return {
      {"no JSON", "hello"},
      {"empty", ""},
      {"an array", "[]"},
      {"no members", "{}"},
      {"bytes behind", with("\"a\"", from, to, id) + "x"},
      {"user of a wrong type", with("7", from, to, id)},
      {"empty user", with("\"\"", from, to, id)},
      {"long user", with('"' + std::string(256, 'u') + '"', from, to, id)},
      {"time as text", with("\"a\"", '"' + from + '"', to, id)},
      {"time with a fraction", with("\"a\"", from, to + ".5", id)},
      {"negative time", with("\"a\"", "-1", to, id)},
      {"huge time", with("\"a\"", from, "9223372036854775807", id)},
      {"time beyond 64 bits", with("\"a\"", from, "18446744073709551615", id)},
      {"expiry before issue", with("\"a\"", from, std::to_string(to_millis(kNow)), id)},
      {"no UUID", with("\"a\"", from, to, "\"x\"")},
      {"channels of a wrong type", with("\"a\"", from, to, id, R"(,"allowedChannels":"news")")},
      {"channels that are null", with("\"a\"", from, to, id, R"(,"allowedChannels":null)")},
      {"a channel of a wrong type", with("\"a\"", from, to, id, R"(,"allowedChannels":["a",1])")},
      {"a member twice", with("\"a\"", from, to, id, R"(,"userId":"b")")},
      {"an unknown member", with("\"a\"", from, to, id, R"(,"scope":"read")")},
  };
}

TEST(ConnectionTokens, RefusesAWellSignedPayloadThatIsNotWhatItShouldBe) {
  for (const BadPayload& bad : bad_payloads()) {
    EXPECT_EQ(refusal_of(signed_payload(bad.payload)), ErrorCode::token_invalid) << bad.what;
  }
}

}  // namespace
}  // namespace belfry::auth

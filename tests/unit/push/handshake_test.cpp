#include "push/handshake.hpp"

#include "push/token_list.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace belfry::push {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields good_fields() {
  return {{"Host", "server.example.com"},
          {"Upgrade", "websocket"},
          {"Connection", "Upgrade"},
          {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
          {"Sec-WebSocket-Version", "13"}};
}

Fields with(std::string_view name, const std::string& value) {
  Fields fields = good_fields();
  for (auto& field : fields) {
    if (field.first == name) {
      field.second = value;
    }
  }
  return fields;
}

Fields without(std::string_view name) {
  Fields fields = good_fields();
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  return fields;
}

std::expected<std::string, HandshakeRefusal> check(const Fields& fields, std::string_view method = "GET",
                                                   unsigned version = 11) {
  return check_handshake({.method = method, .http_version = version, .fields = [&](std::string_view name) {
                            std::vector<std::string_view> values;
                            for (const auto& [field, value] : fields) {
                              if (equals_ignoring_case(field, name)) {
                                values.emplace_back(value);
                              }
                            }
                            return values;
                          }});
}

void expect_refused(const std::expected<std::string, HandshakeRefusal>& result, unsigned status,
                    std::string_view field = {}) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().status, status);
  EXPECT_EQ(result.error().field_name, field);
  EXPECT_FALSE(result.error().detail.empty());
}

TEST(Handshake, AnswersTheExampleOfRfc6455Section13) {
  const auto accepted = check(good_fields());
  ASSERT_TRUE(accepted.has_value());
  EXPECT_EQ(*accepted, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, ReadsListsAndIgnoresCase) {
  EXPECT_TRUE(check(with("Connection", "keep-alive, uPgRaDe")).has_value());
  EXPECT_TRUE(check(with("Upgrade", "WebSocket")).has_value());
  Fields split = with("Connection", "keep-alive");
  split.emplace_back("connection", "upgrade");
  EXPECT_TRUE(check(split).has_value());
}

TEST(Handshake, RefusesOtherMethods) { expect_refused(check(good_fields(), "POST"), 405, "Allow"); }

TEST(Handshake, RefusesHttp10) { expect_refused(check(good_fields(), "GET", 10), 400); }

TEST(Handshake, AsksForTheUpgradeWhenThereIsNone) {
  expect_refused(check(without("Upgrade")), 426, "Upgrade");
  expect_refused(check(with("Upgrade", "h2c")), 426, "Upgrade");
}

TEST(Handshake, RefusesAConnectionFieldWithoutUpgrade) {
  expect_refused(check(without("Connection")), 400);
  expect_refused(check(with("Connection", "keep-alive, upgraded")), 400);
}

TEST(Handshake, RefusesAMissingOrRepeatedHost) {
  expect_refused(check(without("Host")), 400);
  Fields twice = good_fields();
  twice.emplace_back("Host", "other.example.com");
  expect_refused(check(twice), 400);
}

TEST(Handshake, NamesTheVersionItSpeaks) {
  for (const std::string version : {"8", "12", "14", "013", ""}) {
    const auto result = check(with("Sec-WebSocket-Version", version));
    expect_refused(result, 426, "Sec-WebSocket-Version");
    EXPECT_EQ(result.error().field_value, "13");
  }
  expect_refused(check(without("Sec-WebSocket-Version")), 400, "Sec-WebSocket-Version");
}

TEST(Handshake, RefusesAKeyThatIsNotSixteenBytesInBase64) {
  for (const std::string key : {"", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25j",
                                "dGhlIHNhbXBsZSBub25jZTE=", "dGhlIHNhbXBsZSBub25jZQ==AAAA",
                                "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZ==="}) {
    expect_refused(check(with("Sec-WebSocket-Key", key)), 400);
  }
  expect_refused(check(without("Sec-WebSocket-Key")), 400);
  Fields twice = good_fields();
  twice.emplace_back("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  expect_refused(check(twice), 400);
}

}  // namespace
}  // namespace belfry::push

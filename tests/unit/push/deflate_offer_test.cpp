#include "push/deflate_offer.hpp"

#include <gtest/gtest.h>

namespace belfry::push {
namespace {

const std::string kTaken = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
const std::string kTakenWithWindow = kTaken + "; server_max_window_bits=15";

std::optional<std::string> taken(std::string_view field) { return take_deflate_offer({field}); }

TEST(DeflateOffer, IsTakenPlain) { EXPECT_EQ(taken("permessage-deflate"), kTaken); }

TEST(DeflateOffer, OfTheRfcsExamplesIsTakenWhereTheWindowIsOurs) {
  // RFC 7692 section 7.1.3, and the offers of 7.1.1 and 7.1.2.
  EXPECT_EQ(taken("permessage-deflate; client_max_window_bits; server_max_window_bits=10"), std::nullopt);
  EXPECT_EQ(taken("permessage-deflate; client_max_window_bits; server_max_window_bits=10, "
                  "permessage-deflate; client_max_window_bits"),
            kTaken);
  EXPECT_EQ(taken("permessage-deflate; client_max_window_bits"), kTaken);
  EXPECT_EQ(taken("permessage-deflate; client_max_window_bits=10"), kTaken);
  EXPECT_EQ(taken("permessage-deflate; server_no_context_takeover"), kTaken);
  EXPECT_EQ(taken("permessage-deflate; client_no_context_takeover"), kTaken);
}

TEST(DeflateOffer, ThatAsksForTheLargestServerWindowGetsItNamed) {
  EXPECT_EQ(taken("permessage-deflate; server_max_window_bits=15"), kTakenWithWindow);
  EXPECT_EQ(taken("permessage-deflate; server_max_window_bits=\"15\""), kTakenWithWindow);
}

TEST(DeflateOffer, ThatAsksForASmallerServerWindowIsDeclined) {
  for (int bits = 8; bits < 15; ++bits) {
    EXPECT_EQ(taken("permessage-deflate; server_max_window_bits=" + std::to_string(bits)), std::nullopt) << bits;
  }
}

TEST(DeflateOffer, WithABadParameterIsDeclined) {
  for (const char* parameter :
       {"unknown", "unknown=1", "server_no_context_takeover=1", "client_no_context_takeover=true",
        "client_no_context_takeover; client_no_context_takeover", "client_max_window_bits; client_max_window_bits=9",
        "server_max_window_bits", "server_max_window_bits=16", "server_max_window_bits=015", "server_max_window_bits=0",
        "client_max_window_bits=7", "client_max_window_bits=16", "client_max_window_bits=08",
        "client_max_window_bits=+9", "client_max_window_bits=1x", "Server_no_context_takeover"}) {
    EXPECT_EQ(taken("permessage-deflate; " + std::string(parameter)), std::nullopt) << parameter;
    EXPECT_EQ(taken("permessage-deflate; " + std::string(parameter) + ", permessage-deflate"), kTaken) << parameter;
  }
}

TEST(DeflateOffer, IsFoundBehindOthersAndInFurtherFields) {
  EXPECT_EQ(taken("x-webkit-deflate-frame; no_context_takeover, permessage-deflate"), kTaken);
  EXPECT_EQ(take_deflate_offer({"permessage-bzip2; level=\"9\"", ", permessage-deflate ;server_max_window_bits = 15"}),
            kTakenWithWindow);
}

TEST(DeflateOffer, OfAnotherNameIsPassedOver) {
  EXPECT_EQ(take_deflate_offer({}), std::nullopt);
  for (const char* field : {"", " , ", "permessage-deflatex", "permessage", "Permessage-Deflate", "x-deflate"}) {
    EXPECT_EQ(taken(field), std::nullopt) << field;
  }
}

TEST(DeflateOffer, InAFieldThatCannotBeReadIsNone) {
  for (const char* field :
       {"permessage-deflate;", "permessage-deflate; ;", "permessage-deflate; =1", "permessage-deflate x",
        "permessage-deflate; client_max_window_bits=", "permessage-deflate; client_max_window_bits=\"9",
        "permessage-deflate; client_max_window_bits=\"\"", "permessage-deflate; client_max_window_bits=\"9 \"",
        "permessage-deflate; client_max_window_bits=\"9\\", "=, permessage-deflate", "permessage-deflate, a/b",
        "\"permessage-deflate\"", "permessage-deflate, x; y=\"a,b\""}) {
    EXPECT_EQ(taken(field), std::nullopt) << field;
  }
}

TEST(DeflateOffer, MayHaveAQuotedValueWithEscapes) {
  EXPECT_EQ(taken("permessage-deflate; server_max_window_bits=\"1\\5\""), kTakenWithWindow);
}

}  // namespace
}  // namespace belfry::push

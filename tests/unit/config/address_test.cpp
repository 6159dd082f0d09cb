#include "config/address.hpp"

#include <gtest/gtest.h>

namespace belfry::config {

TEST(ListenAddress, TellsLoopbackFromTheRest) {
  EXPECT_TRUE(ListenAddress::parse("127.0.0.1:0")->is_loopback());
  EXPECT_TRUE(ListenAddress::parse("localhost:80")->is_loopback());
  EXPECT_TRUE(ListenAddress::parse("[::1]:80")->is_loopback());
  EXPECT_FALSE(ListenAddress::parse("0.0.0.0:80")->is_loopback());
  EXPECT_FALSE(ListenAddress::parse("[::]:80")->is_loopback());
}

TEST(ListenAddress, RefusesWhatIsNoAddress) {
  for (const char* text : {"", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:80"}) {
    EXPECT_FALSE(ListenAddress::parse(text)) << text;
  }
}

TEST(HttpUrl, KeepsPortAndPath) {
  const auto url = HttpUrl::parse("ws://[::1]:9000/push/");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "[::1]");
  EXPECT_EQ(url->port, 9000);
  EXPECT_EQ(url->str(), "http://[::1]:9000/push");
}

TEST(HttpUrl, RefusesWhatCannotBeABase) {
  for (const char* text : {"", "push.example.com", "http://", "http://u@h", "http://h?x", "http://h:0", "ftp://h"}) {
    EXPECT_FALSE(HttpUrl::parse(text)) << text;
  }
}

}  // namespace belfry::config

#include "adapters/http/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace belfry::http {
namespace {

struct Case {
  const char* peer;
  const char* forwarded_for;
  const char* client;
};

TEST(TrustedProxies, TakeTheRightMostHopThatIsNotTrusted) {
  const TrustedProxies proxies({"10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48"});
  const Case cases[] = {
      {"198.51.100.7", "203.0.113.9", "198.51.100.7"},
      {"10.1.2.3", "", "10.1.2.3"},
      {"10.1.2.3", "203.0.113.9", "203.0.113.9"},
      {"10.1.2.3", "192.0.2.1, 203.0.113.9", "203.0.113.9"},
      {"127.0.0.1", "203.0.113.9, 10.9.9.9", "203.0.113.9"},
      {"127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"},
      {"10.1.2.3", "203.0.113.9, unknown", "10.1.2.3"},
      {"10.1.2.3", "203.0.113.9, garbage, 10.0.0.2", "10.0.0.2"},
      {"10.1.2.3", "203.0.113.9:4711", "203.0.113.9"},
      {"10.1.2.3", "[2001:db8:2::9]:4711", "2001:db8:2::9"},
      {"2001:db8:1::5", "2001:db8:2::9", "2001:db8:2::9"},
      {"2001:db8:2::5", "203.0.113.9", "2001:db8:2::5"},
      {"127.0.0.2", "203.0.113.9", "127.0.0.2"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(app::text_of(proxies.client_of(*parse_address(one.peer), one.forwarded_for)), one.client)
        << one.peer << " <- " << one.forwarded_for;
  }
}

TEST(TrustedProxies, CompareOddPrefixesBitByBit) {
  const TrustedProxies proxies({"192.168.4.0/22", "::/0"});
  EXPECT_TRUE(proxies.contains(*parse_address("192.168.7.255")));
  const TrustedProxies narrow({"192.168.4.0/22"});
  EXPECT_FALSE(narrow.contains(*parse_address("192.168.8.0")));
  EXPECT_FALSE(narrow.contains(*parse_address("192.168.3.255")));
}

TEST(TrustedProxies, RefuseWhatIsNoBlock) {
  for (const char* bad : {"", "host.example", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8x", "10.0.0/8"}) {
    EXPECT_THROW(TrustedProxies({bad}), std::invalid_argument) << bad;
  }
}

}  // namespace
}  // namespace belfry::http

#include "domain/text_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry {
namespace {

TEST(ActionUrl, LeadsToAWebPageOrAPathOfTheSameSite) {
  for (const auto* url :
       {"https://example.com/a?b#c", "http://localhost:1", "HTTPS://EXAMPLE.COM", "/", "/jobs/1?x=/y"}) {
    EXPECT_TRUE(is_action_url(url)) << url;
  }
}

TEST(ActionUrl, LeadsNowhereElse) {
  for (const auto* url :
       {"", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:", "https://", "https:x",
        "data:text/html,x", "ftp://x", "jobs/1", " /jobs", "/\t/evil.example", "/a\nb", "/a b"}) {
    EXPECT_FALSE(is_action_url(url)) << url;
  }
}

TEST(ChannelName, FollowsItsPattern) {
  for (const auto& name : {std::string("a"), std::string("user:1:x"), std::string("0_.:-"), std::string(64, 'z')}) {
    EXPECT_TRUE(is_channel_name(name)) << name;
  }
  for (const auto& name : {std::string(), std::string("-a"), std::string(":a"), std::string("A"), std::string("a b"),
                           std::string("a/b"), std::string("é"), std::string(65, 'z')}) {
    EXPECT_FALSE(is_channel_name(name)) << name;
  }
}

TEST(PlainText, HoldsNoControlCharactersButTabAndNewline) {
  EXPECT_TRUE(is_plain_text("a\tb\nc é"));
  for (const char c : {'\0', '\r', '\x1B', '\x1F', '\x7F'}) {
    EXPECT_FALSE(is_plain_text(std::string(1, c))) << static_cast<int>(c);
  }
}

}  // namespace
}  // namespace belfry

#include "domain/channel_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace belfry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const UserId kAda("ada");

/// Whether anybody may subscribe to the channel by this one pattern.
bool matches(std::string pattern, std::string_view channel) {
  return ChannelRules({{.pattern = std::move(pattern), .who = Who::anyone}}).allows(channel, kAda, {});
}

bool own(std::string pattern, std::string_view channel, std::string user = "ada") {
  return ChannelRules({{.pattern = std::move(pattern), .who = Who::self}}).allows(channel, UserId(std::move(user)), {});
}

TEST(ChannelRules, WithoutAnyRefuse) { EXPECT_FALSE(ChannelRules().allows("news", kAda, {})); }

TEST(ChannelRules, MatchWholeNames) {
  EXPECT_TRUE(matches("team:7", "team:7"));
  EXPECT_FALSE(matches("team:7", "team:77"));
  EXPECT_FALSE(matches("team:7", "team"));
  EXPECT_FALSE(matches("team:7", "team:7:x"));
  EXPECT_FALSE(matches("team", "team:7"));
}

TEST(ChannelRules, MatchAnyEndByAStar) {
  EXPECT_TRUE(matches("*", "news"));
  EXPECT_TRUE(matches("*", "team:7:x"));
  EXPECT_TRUE(matches("team:*", "team:7"));
  EXPECT_TRUE(matches("team:*", "team:7:x"));
  EXPECT_TRUE(matches("team:*", "team:"));
  EXPECT_FALSE(matches("team:*", "team"));
  EXPECT_FALSE(matches("team:*", "teams:7"));
  EXPECT_TRUE(matches("team-*", "team-a:b"));
  EXPECT_FALSE(matches("team-*", "team"));
}

TEST(ChannelRules, MatchAnyOneSegmentByTheUsersPlace) {
  EXPECT_TRUE(matches("user:{userId}", "user:bob"));
  EXPECT_FALSE(matches("user:{userId}", "user:bob:x"));
  EXPECT_FALSE(matches("user:{userId}", "user"));
  EXPECT_TRUE(matches("user:{userId}:*", "user:bob:news:today"));
  EXPECT_FALSE(matches("user:{userId}:*", "user:bob"));
  EXPECT_TRUE(matches("a:{userId}:b:{userId}", "a:x:b:y"));
}

TEST(ChannelRules, OfSelfDemandTheCallersOwnId) {
  EXPECT_TRUE(own("user:{userId}:*", "user:ada:news"));
  EXPECT_FALSE(own("user:{userId}:*", "user:bob:news"));
  EXPECT_FALSE(own("user:{userId}:*", "user:ad:news"));
  EXPECT_FALSE(own("user:{userId}", "user:"));
  EXPECT_FALSE(own("a:{userId}:b:{userId}", "a:ada:b:bob"));
  EXPECT_TRUE(own("a:{userId}:b:{userId}", "a:ada:b:ada"));
}

TEST(ChannelRules, NeverTakeASegmentForAnIdThatHoldsAColon) {
  EXPECT_FALSE(own("user:{userId}:*", "user:ada:x:news", "ada:x"));
}

TEST(ChannelRules, AskNoLaterRuleForAnothersOwnChannel) {
  const ChannelRules rules({{.pattern = "user:{userId}:*", .who = Who::self}, {.pattern = "*", .who = Who::anyone}});
  EXPECT_TRUE(rules.allows("user:ada:news", kAda, {}));
  EXPECT_FALSE(rules.allows("user:bob:news", kAda, {}));
  EXPECT_TRUE(rules.allows("user:bob", kAda, {})) << "the first rule does not match it";
  EXPECT_TRUE(rules.allows("news", kAda, {}));
}

TEST(ChannelRules, LetTheFirstMatchDecide) {
  const ChannelRules closed({{.pattern = "team:*", .who = Who::admin}, {.pattern = "*", .who = Who::anyone}});
  EXPECT_FALSE(closed.allows("team:7", kAda, {}));
  const ChannelRules open({{.pattern = "*", .who = Who::anyone}, {.pattern = "team:*", .who = Who::admin}});
  EXPECT_TRUE(open.allows("team:7", kAda, {}));
}

TEST(ChannelRules, RefuseWhatNoneMatches) {
  EXPECT_FALSE(ChannelRules({{.pattern = "team:*", .who = Who::anyone}}).allows("news", kAda, {}));
}

// Everybody who may ask, by everything that a credential can say, against a rule of each kind for the channel c:ada.

constexpr ChannelRights::Credential kJwt = ChannelRights::Credential::user_jwt;
constexpr ChannelRights::Credential kToken = ChannelRights::Credential::connection_token;

struct Case {
  std::string name;
  ChannelRights rights;
  std::vector<Who> allowed;
};

const std::vector<std::string> kListed = {"other", "c:ada"};
const std::vector<std::string> kOthers = {"other"};

const std::vector<Case>& every_case() {
  using enum Who;
  static const std::vector<Case> kCases = {
      {"jwt", {.credential = kJwt}, {anyone, self}},
      {"jwt_of_an_admin", {.credential = kJwt, .admin = true}, {anyone, self, admin}},
      {"jwt_that_lists_it",
       {.credential = kJwt, .list_claims = {{.name = "rooms", .values = kListed}}},
       {anyone, self, claim}},
      {"jwt_that_lists_others",
       {.credential = kJwt, .list_claims = {{.name = "rooms", .values = kOthers}}},
       {anyone, self}},
      {"jwt_that_lists_it_elsewhere",
       {.credential = kJwt, .list_claims = {{.name = "halls", .values = kListed}}},
       {anyone, self}},
      {"token", {.credential = kToken}, {anyone, self}},
      {"token_of_an_admin", {.credential = kToken, .admin = true}, {anyone, self}},
      {"token_with_it", {.credential = kToken, .allowed_channels = kListed}, {anyone, self, admin, claim, service}},
      {"token_with_others", {.credential = kToken, .allowed_channels = kOthers}, {}},
      {"token_with_none", {.credential = kToken, .allowed_channels = std::vector<std::string>()}, {}},
  };
  return kCases;
}

class Rights : public testing::TestWithParam<Case> {};

TEST_P(Rights, AreEnoughForTheseRulesAndNoOthers) {
  for (const Who who : {Who::anyone, Who::self, Who::admin, Who::claim, Who::service}) {
    const ChannelRules rules({{.pattern = "c:{userId}", .who = who, .claim = who == Who::claim ? "rooms" : ""}});
    const bool expected = std::ranges::count(GetParam().allowed, who) != 0;
    EXPECT_EQ(rules.allows("c:ada", kAda, GetParam().rights), expected) << "rule " << static_cast<int>(who);
  }
}

INSTANTIATE_TEST_SUITE_P(EveryCredential, Rights, testing::ValuesIn(every_case()),
                         [](const auto& given) { return given.param.name; });

TEST(ChannelRules, GiveNobodyAnothersChannelByAToken) {
  const ChannelRules rules({{.pattern = "user:{userId}", .who = Who::self}});
  const ChannelRights rights{.credential = kToken, .allowed_channels = std::vector<std::string>{"user:bob"}};
  EXPECT_FALSE(rules.allows("user:bob", kAda, rights));
}

TEST(ChannelRules, NameEachClaimOnce) {
  const ChannelRules rules({{.pattern = "a", .who = Who::claim, .claim = "rooms"},
                            {.pattern = "b", .who = Who::claim, .claim = "halls"},
                            {.pattern = "c", .who = Who::claim, .claim = "rooms"},
                            {.pattern = "d", .who = Who::anyone}});
  EXPECT_THAT(rules.claims(), ElementsAre("rooms", "halls"));
  EXPECT_THAT(ChannelRules().claims(), IsEmpty());
}

TEST(ChannelNames, AreCheckedOneByOne) {
  EXPECT_TRUE(check_channel_names({"news", "user:ada:news", "0", std::string(64, 'a')}, "/channels"));
  const auto checked = check_channel_names({"news", "", "News", ":x", std::string(65, 'a'), "a b"}, "/channels");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::invalid_channel);
  std::vector<std::string> pointers;
  for (const FieldError& field : checked.error().fields) {
    pointers.push_back(field.pointer);
    EXPECT_EQ(field.code, "pattern");
  }
  EXPECT_THAT(pointers, ElementsAre("/channels/1", "/channels/2", "/channels/3", "/channels/4", "/channels/5"));
}

}  // namespace
}  // namespace belfry

#include "domain/publish_rules.hpp"

#include "domain/text_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant kNow{std::chrono::milliseconds(1'769'342'400'000)};

Notification good() {
  Notification draft;
  draft.type = "upload_complete";
  draft.title = "Done";
  return draft;
}

std::vector<std::string> faults_of(const Notification& draft, const NotificationTypes& types = NotificationTypes()) {
  std::vector<FieldError> faults;
  check_draft(draft, types, kNow, faults);
  std::vector<std::string> told;
  for (const FieldError& fault : faults) {
    told.push_back(fault.pointer + " " + fault.code);
  }
  return told;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

TEST(PublishRules, LetAPlainDraftPass) { EXPECT_THAT(faults_of(good()), IsEmpty()); }

TEST(PublishRules, KnowEveryBuiltInType) {
  for (const std::string_view type : kBuiltInTypes) {
    Notification draft = good();
    draft.type = type;
    EXPECT_THAT(faults_of(draft), IsEmpty()) << type;
  }
}

TEST(PublishRules, KnowTheTypesOfTheConfiguration) {
  Notification draft = good();
  draft.type = "order_shipped";
  EXPECT_THAT(faults_of(draft), ElementsAre("/type unknown_type"));
  EXPECT_THAT(faults_of(draft, NotificationTypes({"order_shipped"})), IsEmpty());
}

TEST(PublishRules, TellWhatIsWrongWithAType) {
  Notification draft = good();
  draft.type = "";
  EXPECT_THAT(faults_of(draft), ElementsAre("/type too_short"));
  draft.type = "Upload";
  EXPECT_THAT(faults_of(draft), ElementsAre("/type pattern"));
  draft.type = std::string(51, 'a');
  EXPECT_THAT(faults_of(draft), ElementsAre("/type too_long"));
}

TEST(PublishRules, CountTheTitleInCharacters) {
  Notification draft = good();
  draft.title = repeated("é", 255);
  EXPECT_THAT(faults_of(draft), IsEmpty());
  draft.title = repeated("é", 256);
  EXPECT_THAT(faults_of(draft), ElementsAre("/title too_long"));
  draft.title = "";
  EXPECT_THAT(faults_of(draft), ElementsAre("/title too_short"));
}

TEST(PublishRules, HoldTheLimitsOfOptionalText) {
  Notification draft = good();
  draft.body = std::string(limits::kBodyCharacters, 'x');
  draft.icon = std::string(255, 'x');
  draft.action_url = "/" + std::string(2'047, 'x');
  EXPECT_THAT(faults_of(draft), IsEmpty());
  *draft.body += 'x';
  *draft.icon += 'x';
  *draft.action_url += 'x';
  EXPECT_THAT(faults_of(draft), ElementsAre("/body too_long", "/icon too_long", "/actionUrl too_long"));
}

TEST(PublishRules, RefuseControlCharactersInAllText) {
  Notification draft = good();
  draft.title = "a\x7F";
  draft.body = "a\rb";
  draft.icon = "\x1B";
  EXPECT_THAT(faults_of(draft),
              ElementsAre("/title control_character", "/body control_character", "/icon control_character"));
}

TEST(PublishRules, AllowTabAndNewline) {
  Notification draft = good();
  draft.body = "a\tb\nc";
  EXPECT_THAT(faults_of(draft), IsEmpty());
}

TEST(PublishRules, RefuseTextThatIsNotUtf8) {
  Notification draft = good();
  draft.title = "\xC3\x28";
  EXPECT_THAT(faults_of(draft), ElementsAre("/title utf8"));
}

TEST(PublishRules, RefuseUnsafeLinksAndBadChannels) {
  Notification draft = good();
  draft.action_url = "javascript:alert(1)";
  draft.channel = "Not A Channel";
  EXPECT_THAT(faults_of(draft), ElementsAre("/actionUrl pattern", "/channel pattern"));
}

TEST(PublishRules, DemandAnExpiryInTheFuture) {
  Notification draft = good();
  draft.expires_at = kNow;
  EXPECT_THAT(faults_of(draft), ElementsAre("/expiresAt past"));
  draft.expires_at = kNow + std::chrono::milliseconds(1);
  EXPECT_THAT(faults_of(draft), IsEmpty());
}

TEST(PublishRules, MeasureAUserIdInBytes) {
  const auto code = [](std::string_view user) {
    std::vector<FieldError> faults;
    check_user_id(user, "/userId", faults);
    return faults.empty() ? std::string() : faults[0].code;
  };
  EXPECT_EQ(code("ada"), "");
  EXPECT_EQ(code(std::string(255, 'x')), "");
  EXPECT_EQ(code(std::string(256, 'x')), "too_long");
  EXPECT_EQ(code(repeated("é", 128)), "too_long");
  EXPECT_EQ(code(""), "too_short");
  EXPECT_EQ(code(std::string_view("\0", 1)), "control_character");
}

TEST(PublishRules, HoldAnEditToTheSame) {
  const auto edited = [](const AnnouncementPatch& patch) {
    std::vector<FieldError> faults;
    check_patch(patch, kNow, faults);
    std::vector<std::string> told;
    for (const FieldError& fault : faults) {
      told.push_back(fault.pointer + " " + fault.code);
    }
    return told;
  };
  EXPECT_THAT(edited({}), IsEmpty());
  EXPECT_THAT(edited({.title = "",
                      .body = std::optional(std::string("\x7F")),
                      .icon = std::optional<std::string>(),
                      .action_url = std::optional(std::string("//x")),
                      .data = std::nullopt,
                      .expires_at = std::optional(kNow)}),
              ElementsAre("/title too_short", "/body control_character", "/actionUrl pattern", "/expiresAt past"));
}

TEST(PublishRules, MeasureAKeyInCharacters) {
  const auto code = [](std::string_view key) {
    std::vector<FieldError> faults;
    check_key(key, "/dedupeKey", faults);
    return faults.empty() ? std::string() : faults[0].code;
  };
  EXPECT_EQ(code("order 17"), "");
  EXPECT_EQ(code(repeated("é", 255)), "");
  EXPECT_EQ(code(repeated("é", 256)), "too_long");
  EXPECT_EQ(code(""), "too_short");
  EXPECT_EQ(code("\x1B"), "control_character");
  EXPECT_EQ(code("\xC3\x28"), "utf8");
}

}  // namespace
}  // namespace belfry

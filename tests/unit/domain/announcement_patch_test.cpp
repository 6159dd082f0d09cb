#include "domain/announcement_patch.hpp"

#include <gtest/gtest.h>

namespace belfry {
namespace {

Notification full() {
  Notification announcement;
  announcement.type = "system_announcement";
  announcement.title = "Old title";
  announcement.body = "body";
  announcement.icon = "icon";
  announcement.action_url = "/old";
  announcement.data = R"({"a":1})";
  announcement.created_at = from_millis(1);
  announcement.expires_at = from_millis(2);
  return announcement;
}

TEST(AnnouncementPatch, LeavesWhatItDoesNotName) { EXPECT_EQ(apply({}, full()), full()); }

TEST(AnnouncementPatch, SetsWhatItNames) {
  Notification expected = full();
  expected.title = "New title";
  expected.body = "new body";
  expected.expires_at = from_millis(3);
  AnnouncementPatch patch;
  patch.title = "New title";
  patch.body = std::optional<std::string>("new body");
  patch.expires_at = std::optional(from_millis(3));
  EXPECT_EQ(apply(patch, full()), expected);
}

TEST(AnnouncementPatch, TakesAwayWhatIsNull) {
  AnnouncementPatch patch;
  patch.body = std::optional<std::string>();
  patch.icon = std::optional<std::string>();
  patch.action_url = std::optional<std::string>();
  patch.data = std::optional<std::string>();
  patch.expires_at = std::optional<Instant>();
  Notification expected;
  expected.type = full().type;
  expected.title = full().title;
  expected.created_at = full().created_at;
  EXPECT_EQ(apply(patch, full()), expected);
}

}  // namespace
}  // namespace belfry
